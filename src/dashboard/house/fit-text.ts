/** How wide texts of the house are, in its own pixels; there are few of them, and they come again and again. */
const widths = new Map<string, number>();
const most = 2_000;
let context: CanvasRenderingContext2D | null | undefined;

/** As much of a text of the house as fits, with an ellipsis for the rest. */
export function fitText(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let end = text.length - 1;
  while (end > 1 && widthOf(`${text.slice(0, end).trimEnd()}…`) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** The same of what a device's state is: where `docked 100 %` does not fit, it is docked. */
export function fitState(word: string, width: number): string {
  return fitText(widthOf(word) <= width ? word : word.replace(/(?<=[a-z°]) \d.*$/, ''), width);
}

function widthOf(text: string): number {
  let width = widths.get(text);
  if (width === undefined) {
    if (context === undefined) {
      context = document.createElement('canvas').getContext('2d');
      if (context) context.font = `16px ${getComputedStyle(document.body).fontFamily}`;
    }
    // Without a canvas: letters of 16 px are about 9 px wide.
    width = context?.measureText(text).width ?? text.length * 9;
    if (widths.size >= most) widths.clear();
    widths.set(text, width);
  }
  return width;
}
