// Tells the portal what a check of the device has found.

const TIMEOUT_MS = 10_000;

/**
 * Whether the portal has stored it.
 * @param {string} url
 * @param {string[]} problems the names of the steps that did not work
 */
export async function saveResult(url, problems) {
  /** @type {HTMLInputElement | null} */
  const token = document.querySelector("#post-form input[name=csrfmiddlewaretoken]");
  const answer = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "X-CSRFToken": token?.value ?? "" },
    body: new URLSearchParams({ problems: problems.join(",") }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  return answer?.ok ?? false;
}
