// The page of the API, on the document that the server makes from its code.
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";

SwaggerUI({ url: "/api/v1/openapi.json", domNode: document.getElementById("api-docs"), deepLinking: true });
