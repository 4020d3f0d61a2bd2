/**
 * The translation editor of wagtail-localize, for those who work with the keyboard alone. In it Enter saves a text;
 * but while Japanese is typed, Enter only takes what the input method proposes. And the field has no name.
 */
const FIELD = ".js-translation-editor textarea";

window.addEventListener(
  "keydown",
  (event) => {
    // Some browsers send the Enter that ends the composing afterwards, with this code.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (isComposing && event.target.matches?.(FIELD)) event.stopImmediatePropagation();
  },
  { capture: true },
);

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(FIELD)) return;
  const original = target.closest("li")?.querySelector("p");
  if (original) target.setAttribute("aria-label", original.textContent);
});
