/**
 * What runs in the page that is measured, as text: this program knows the types of Node, not those of a browser. Each is
 * an expression; a promise is waited for.
 */

/** How often a second a page could have drawn something else, for so long. */
export function framesPerSecondFor(milliseconds: number): string {
  return `new Promise((resolve) => {
    let frames = 0;
    let began;
    const next = (now) => {
      began ??= now;
      if (now - began >= ${milliseconds}) resolve(frames / ((now - began) / 1000));
      else {
        frames++;
        requestAnimationFrame(next);
      }
    };
    requestAnimationFrame(next);
  })`;
}

/** Does something, and says how many milliseconds it took until the lanes of the timeline were drawn anew. */
export function untilLanesAfter(act: string): string {
  return `new Promise((resolve) => {
    const canvas = document.querySelector('.lanes canvas');
    const began = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    });
    observer.observe(canvas, { attributes: true, attributeFilter: ['data-stretch'] });
    ${act};
  })`;
}

/** For the beginning of a page: says how many milliseconds it took until the house with its devices was drawn. */
export const notePaint = `{
  localStorage.setItem('millet-tour', 'seen');
  window.firstPaint = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('.house-picture .mark')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}`;
