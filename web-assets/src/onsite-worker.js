// Keeps the page for those on site: from the network while there is one, else as
// it was last seen. Nothing else of the program goes through here.
const CACHE = "homeward-onsite";
const PATIENCE_MS = 5_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function page(request) {
  const cache = await caches.open(CACHE);
  try {
    // A redirect, to the sign-in, is the browser's to follow.
    const answer = await fetch(request.url, {
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) await cache.put("/onsite", answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match("/onsite");
    if (kept) return kept;
    throw error;
  }
}

async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate" && request.method === "GET" && path === "/onsite") event.respondWith(page(request));
  else if (path.startsWith("/assets/")) event.respondWith(asset(request));
});
