import { effect, signal } from '@preact/signals';

type Theme = 'dark' | 'light';

const key = 'millet-theme';

/** Dark, unless the reader or the system says otherwise. */
export const theme = signal<Theme>(remembered() ?? preferred());

/** Whether the page is for a room that watches: larger, and without the tools. */
export const presenting = signal(false);

export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  remember(theme.value);
}

/** Lets the document follow both. */
export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    document.documentElement.classList.toggle('presenting', presenting.value);
  });
}

function preferred(): Theme {
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

function remembered(): Theme | undefined {
  try {
    const value = localStorage.getItem(key);
    return value === 'dark' || value === 'light' ? value : undefined;
  } catch {
    // Storage may be forbidden; then nothing is remembered.
    return undefined;
  }
}

function remember(value: Theme): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
