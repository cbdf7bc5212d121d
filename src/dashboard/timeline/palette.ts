import { computed } from '@preact/signals';
import { theme } from '../ui/theme.ts';
import type { Palette } from './draw.ts';

/** The colours of the style sheet, for the canvas. */
export const palette = computed<Palette>(() => {
  void theme.value;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line-strong'),
    raised: colour('raised'),
    ran: colour('ran'),
    blocked: colour('blocked'),
    waiting: colour('waiting'),
    error: colour('error'),
    time: colour('time'),
    onColour: colour('on-colour'),
  };
});
