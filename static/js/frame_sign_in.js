/*
 * Brings a sign-in into the frame: from a popup window of the portal, or from the event's own
 * site. Without this script, the attendee signs in with the forms on the page.
 */
(() => {
  const root = document.documentElement;
  const { challengeUrl = "", claimUrl, codesModule = "" } = root.dataset;
  if (!claimUrl || window.parent === window) return;
  const CLOSED_GRACE_MS = 1000; // a popup's last message may arrive after it has closed
  /** @type {Promise<typeof import("./frame_codes.js")>} */
  const codes = import(codesModule);
  let siteHasCode = false;

  /** @param {string} name "blocked", "closed", "failed", or "" for none */
  const showPopupMessage = (name) => {
    /** @type {NodeListOf<HTMLElement>} */
    const texts = document.querySelectorAll("[data-popup-says]");
    for (const text of texts) text.hidden = text.dataset.popupSays !== name;
  };

  const requestChallenge = async () =>
    (await codes).post(challengeUrl, { host: root.dataset.host ?? "" });

  /** @param {string} code */
  const redeem = async (code) => {
    /** @type {HTMLInputElement | null} */
    const next = document.querySelector("input[name=next]");
    const { post } = await codes;
    location.assign((await post(claimUrl, { code, next: next?.value ?? "" })).next);
  };

  const signInBySite = async () => {
    const { codeFromSite } = await codes;
    const { challenge } = await requestChallenge();
    const code = await codeFromSite(challenge);
    if (code) await redeem(code);
  };

  /**
   * Calls `onCode` with the code that `popup` sends, or `onClosed` if it is closed without one.
   * The result stops listening.
   * @param {Window} popup
   * @param {{ onCode: (code: string) => void, onClosed: () => void }} callbacks
   */
  const listenTo = (popup, { onCode, onClosed }) => {
    let graceTimer = 0;
    const stop = () => {
      removeEventListener("message", receive);
      clearInterval(closedCheck);
      clearTimeout(graceTimer);
    };
    /** @param {MessageEvent} event */
    const receive = ({ data, origin, source }) => {
      if (origin !== location.origin || source !== popup || data?.portal !== 1) return;
      stop();
      onCode(String(data.code));
    };
    const giveUp = () => {
      stop();
      onClosed();
    };
    const closedCheck = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(closedCheck);
      graceTimer = setTimeout(giveUp, CLOSED_GRACE_MS);
    }, 500);
    addEventListener("message", receive);
    return stop;
  };

  const signInByPopup = async () => {
    showPopupMessage("");
    const popup = window.open("about:blank", "", "popup,width=520,height=760");
    if (!popup) return showPopupMessage("blocked");
    const stop = listenTo(popup, {
      onCode: (code) => redeem(code).catch(() => showPopupMessage("failed")),
      onClosed: () => showPopupMessage("closed"),
    });
    try {
      const { challenge, connect } = await requestChallenge();
      const query = new URLSearchParams({ c: challenge, host: root.dataset.host ?? "" });
      popup.location = `${connect}?${query}`;
    } catch {
      popup.close();
      stop();
      showPopupMessage("failed");
    }
  };

  /** @type {NodeListOf<HTMLElement>} */
  const popupButtons = document.querySelectorAll("[data-popup]");
  for (const button of popupButtons) {
    button.hidden = false;
    button.addEventListener("click", signInByPopup);
  }

  let wasTried = false;
  const trySite = () => {
    if (wasTried || !siteHasCode || !root.dataset.cookiesWork) return;
    wasTried = true;
    signInBySite().catch(() => undefined); // the forms are there
  };
  document.addEventListener("portal:init", ({ detail }) => {
    siteHasCode = Boolean(detail.hasCode);
    trySite();
  });
  document.addEventListener("portal:cookies", ({ detail }) => {
    if (detail.work && root.dataset.maySignIn) root.dataset.cookiesWork = "yes";
    trySite();
  });
})();
