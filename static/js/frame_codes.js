/*
 * What frame_sign_in.js and frame_open_tab.js share, and import when they need it: the POST with
 * the page's form token, and a one-time code from the event's own site. Without this module, the
 * forms and the links of the frame work as they stand.
 */

/**
 * The JSON that the portal answers to a POST of `fields`.
 * @param {string} url
 * @param {Record<string, string>} fields
 * @throws {Error} if there is no response, or one that is not ok
 */
export async function post(url, fields) {
  /** @type {HTMLInputElement | null} */
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  const response = await fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token?.value ?? "" },
    body: new URLSearchParams(fields),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

/**
 * A one-time code for `challenge` from the event's own site; "" if the site has none, or has not
 * answered within `timeoutMs` (without it, there is no limit).
 * @param {string} challenge
 * @param {number} [timeoutMs]
 * @returns {Promise<string>}
 */
export function codeFromSite(challenge, timeoutMs) {
  return new Promise((resolve) => {
    /** @param {CustomEvent<CodeMessage>} event */
    const receive = ({ detail }) => {
      if (detail.challenge === challenge) finish(String(detail.code ?? ""));
    };
    /** @param {string} code */
    const finish = (code) => {
      document.removeEventListener("portal:code", receive);
      resolve(code);
    };
    document.addEventListener("portal:code", receive);
    if (timeoutMs) setTimeout(finish, timeoutMs, "");
    const detail = { type: "need-code", challenge };
    document.dispatchEvent(new CustomEvent("portal:send", { detail }));
  });
}
