// What makes the pages quick. Every page works without it.
import "./parts/proof.js";
import "./parts/countdown.js";
import "./parts/dialog.js";
import "./parts/drafts.js";
import "./parts/forms.js";
import "./parts/picker.js";
import "./parts/papers.js";
import "./parts/zone.js";
import "./parts/keys.js";
import "./parts/caller.js";
import "./parts/live.js";
import "./parts/palette.js";
import "./parts/composer.js";
import "./parts/mentions.js";
import "./parts/type.js";
import "./parts/acts.js";
