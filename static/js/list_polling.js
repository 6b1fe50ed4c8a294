/*
 * Lets the list look again when the server says so, not in a hidden tab and not while paused, and
 * keeps the line about its age true. Without it the page reloads itself once a minute (noscript).
 */
(() => {
  const LOST_SECONDS = 20; // until the next look when there was no answer
  let timer = 0;
  let tag = ""; // the server's name for what the list shows; sent along, it makes answers short
  let acts = 0; // what was done at the door, and so may have changed the list
  let actsThen = 0; // how many of them when the list was last asked for

  const list = () => document.getElementById("list");
  const freshness = () => document.getElementById("freshness");
  const show = (name, isShown) => {
    for (const part of freshness().querySelectorAll(`[data-${name}]`)) part.hidden = !isShown;
  };
  const isPaused = () => freshness().dataset.state === "paused";

  const rest = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, seconds * 1000);
  };
  const look = () => {
    if (document.hidden || isPaused()) return;
    rest(LOST_SECONDS); // replaced by what the answer says
    htmx.trigger(list(), "look");
  };

  const looked = ({ detail }) => {
    freshness().querySelector("[data-as-of]").textContent = detail.asOf;
    freshness().classList.toggle("freshness-old", detail.old);
    show("fresh", !detail.old);
    show("old", detail.old);
    show("lost", false);
    show("running", !isPaused());
    rest(detail.again);
  };
  const sendTag = ({ detail }) => {
    if (detail.elt.id !== "list") return;
    actsThen = acts;
    if (tag) detail.headers["If-None-Match"] = tag;
  };
  const takeTag = ({ detail }) => {
    if (detail.target?.id.startsWith("outcome-")) {
      acts += 1;
      tag = "";
    } else if (detail.target?.id === "list" && detail.successful) {
      tag = (actsThen === acts && detail.xhr.getResponseHeader("ETag")) || "";
    }
  };
  const lost = ({ detail }) => {
    if (detail.elt.id !== "list") return;
    show("running", false);
    show("lost", true);
  };

  const pause = () => {
    const paused = !isPaused();
    freshness().dataset.state = paused ? "paused" : "running";
    show("running", !paused);
    show("going", !paused);
    show("paused", paused);
    show("lost", false);
    look();
  };

  const start = () => {
    if (!list() || !freshness() || freshness().dataset.state) return;
    freshness().dataset.state = "running";
    show("pause", true);
    freshness().querySelector("[data-pause]").addEventListener("click", pause);
    tag = freshness().dataset.tag;
    document.addEventListener("looked", looked);
    document.addEventListener("htmx:configRequest", sendTag);
    document.addEventListener("htmx:afterRequest", takeTag);
    document.addEventListener("htmx:sendError", lost);
    document.addEventListener("htmx:responseError", lost);
    document.addEventListener("visibilitychange", look);
    rest(Number(freshness().dataset.lookAgain));
  };

  document.addEventListener("htmx:load", start);
})();
