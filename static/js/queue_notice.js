/*
 * For whoever is in line and looks elsewhere: the wait counts down, the tab's title says how it
 * stands, and a quiet sound tells when it is over. The sound can be switched off, which is kept in
 * this browser. Without this script, the page says the same each time it is loaded.
 */
(() => {
  const QUEUED = "in_line"; // the value of data-kind
  const MUTED_AS = "portal-turn-sound-off";
  const SOUND = { hertz: 660, seconds: 0.3, volume: 0.08 };
  const title = document.title;
  const seconds = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
  });
  let isQueued = false;

  // In a frame the browser may keep nothing; then it is as if nothing had been switched off.
  const isMuted = () => {
    try {
      return localStorage.getItem(MUTED_AS) !== null;
    } catch {
      return false;
    }
  };
  /** @param {boolean} isOff */
  const mute = (isOff) => {
    try {
      if (isOff) localStorage.setItem(MUTED_AS, "");
      else localStorage.removeItem(MUTED_AS);
    } catch {}
  };

  const play = () => {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: SOUND.hertz });
    tone.connect(new GainNode(context, { gain: SOUND.volume })).connect(context.destination);
    tone.addEventListener("ended", () => context.close());
    tone.start();
    tone.stop(context.currentTime + SOUND.seconds);
  };

  /** @param {HTMLElement} outcome */
  const showSoundChoice = (outcome) => {
    /** @type {HTMLElement | null} */
    const choice = outcome.querySelector("[data-turn-sound]");
    const box = choice?.querySelector("input");
    if (!choice || !box) return;
    choice.hidden = false;
    box.checked = !isMuted();
    box.addEventListener("change", () => mute(!box.checked));
  };

  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    if (!target?.id.startsWith("outcome-")) return;
    /** @type {HTMLElement | null} */
    const outcome = target.querySelector("[data-kind]");
    const wasQueued = isQueued;
    isQueued = outcome?.dataset.kind === QUEUED;
    if (!outcome || !(isQueued || wasQueued)) return;
    const headline = outcome.querySelector(".outcome-headline")?.textContent?.trim();
    document.title = `${headline} · ${title}`;
    showSoundChoice(outcome);
    const isTheirTurn = outcome.dataset.kind === "let_in";
    if (wasQueued && isTheirTurn && !isMuted()) play();
  });

  setInterval(() => {
    /** @type {NodeListOf<HTMLElement>} */
    const waits = document.querySelectorAll("[data-wait]");
    for (const wait of waits) {
      const left = Math.max(1, Number(wait.dataset.wait) - 1);
      wait.dataset.wait = String(left);
      wait.textContent = (wait.dataset.waitWords ?? "").replace("%s", seconds.format(left));
    }
  }, 1000);
})();
