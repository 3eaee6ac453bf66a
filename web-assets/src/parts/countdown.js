// Countdowns. The server renders each due time in words; this keeps them true
// while the page is open. Without script the page says the time as of loading.
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const words = document.documentElement.dataset;

function span(seconds) {
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / DAY);
  const hours = Math.floor((whole % DAY) / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (days > 0) return `${days} ${words.days} ${hours} ${words.hours}`;
  if (hours > 0) return `${hours} ${words.hours} ${minutes} ${words.minutes}`;
  if (minutes > 0) return `${minutes} ${words.minutes}`;
  return `${whole} ${words.seconds}`;
}

function tick() {
  const now = Date.now() / 1000;
  for (const clock of document.querySelectorAll("[data-due]")) {
    const left = Number(clock.dataset.due) - now;
    const label = left >= 0 ? words.left : words.over;
    const text = label.replace("{0}", span(Math.abs(left)));
    if (clock.textContent !== text) clock.textContent = text;
  }
}

// How long a call has lasted.
const timer = document.querySelector("[data-timer]");
const opened = Date.now();

function count() {
  if (!timer) return;
  const seconds = Math.floor((Date.now() - opened) / 1000);
  const two = (figure) => String(figure).padStart(2, "0");
  timer.textContent = `${two(Math.floor(seconds / MINUTE))}:${two(seconds % MINUTE)}`;
}

tick();
count();
setInterval(tick, 1000);
setInterval(count, 1000);
