/*
 * Leads whoever has been registered straight on to the room, where camera and microphone are
 * checked. Without this script, the card's link does.
 */
(() => {
  /** @param {CustomEvent<EnterDetail>} event */
  const enter = ({ detail }) => {
    /** @type {HTMLAnchorElement | null} */
    const link = document.querySelector(`#outcome-${detail.workshop} a[data-enter]`);
    link?.click();
  };

  document.addEventListener("enter", enter);
})();
