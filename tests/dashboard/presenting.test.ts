import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, OpenPage } from './browser.ts';

const projectors = [
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

describe.skipIf(!chromiumPath).each(projectors)('presenter mode at $width x $height', (viewport) => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(() => open.close());

  it('shows the whole home and what is due, with nothing to scroll and nothing cut off', async () => {
    open = await OpenPage.open(browser, { viewport, colorScheme: 'light' });
    await open.page.keyboard.press('p');
    expect(await problems(open)).toEqual([]);
    expect(await unseen(open, ['.digits-time', '.play', '.next', '.lanes', '.tabs'])).toEqual([]);
    await open.screen(`presenting-${viewport.height}`);
  });

  it('has room for the whole answer, live and while one looks back', async () => {
    open = await OpenPage.open(browser, { viewport });
    const { page } = open;
    await page.keyboard.press('p');
    await open.post('devices/motion_sensor/stimulate', { props: { detected: true } });
    await open.jumpTo('07:01');
    await page.locator('.last').getByRole('button', { name: 'why?' }).click();
    await page.locator('[data-verdict="ran"]').waitFor();
    const answer = ['[data-verdict]', '.check', '.why > .row', '.last', '.next'];
    expect(await problems(open)).toEqual([]);
    expect(await unseen(open, answer)).toEqual([]);
    await open.screen(`presenting-why-${viewport.height}`);
    await page.keyboard.press('ArrowLeft');
    expect(await problems(open)).toEqual([]);
    expect(await unseen(open, ['.banner', ...answer.slice(0, 3)])).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'What if…' }).click();
    await page.getByRole('switch', { name: 'What if motion_sensor detected' }).waitFor();
  });

  it('has room for the reason why a scene did not run', async () => {
    open = await OpenPage.open(browser, { viewport, args: ['--no-residents'] });
    const { page } = open;
    await page.keyboard.press('p');
    await open.jumpTo('07:00:30');
    await page.locator('.last').getByRole('button', { name: 'why?' }).click();
    await page.locator('[data-verdict="refused"]').waitFor();
    expect(await problems(open)).toEqual([]);
    expect(await unseen(open, ['[data-verdict]', '.check', '.why > .row'])).toEqual([]);
    await open.screen(`presenting-blocked-${viewport.height}`);
  });

  it('has no text that is smaller than on the desk', async () => {
    open = await OpenPage.open(browser, { viewport });
    await open.jumpTo('07:01');
    const desk = await textSizes(open);
    await open.page.keyboard.press('p');
    await open.idle();
    const stage = await textSizes(open);
    expect(Object.keys(stage)).toEqual(Object.keys(desk));
    const smaller = Object.entries(stage).filter(([selector, size]) => size < desk[selector]!);
    expect(smaller).toEqual([]);
  });
});

/** What scrolls, what overlaps, and what sticks out of where it belongs. */
async function problems(open: OpenPage): Promise<string[]> {
  await open.idle();
  const { devices } = await open.get<{ devices: readonly unknown[] }>('home');
  const found = await open.page.evaluate(() => {
    const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
    const name = (element: Element): string =>
      `${element.getAttribute('class')} ${element.textContent?.slice(0, 30)}`;
    const scrolls = ['html', '.page', '.main', '.headline', '.panel', '.timeline']
      .flatMap(all)
      .filter(
        ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
          scrollHeight > clientHeight || scrollWidth > clientWidth,
      )
      .map((element) => `${element.getAttribute('class') ?? element.tagName} scrolls`);
    const isInside = (inner: Element, outer: Element): boolean => {
      const [a, b] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()];
      return a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    };
    const belongs: readonly (readonly [string, string])[] = [
      ['.house-picture', '.main'],
      ['.room, .mark, .person', '.house-picture'],
      ['.room .mark, .room .person, .room-name, .window', '.room'],
      ['.mark-name, .mark-word', '.mark'],
    ];
    const outside = belongs.flatMap(([inner, outer]) =>
      all(inner)
        .filter((element) => !isInside(element, element.parentElement!.closest(outer)!))
        .map((element) => `${name(element)} is not all inside ${outer}`),
    );
    const apart = ['.bar, .banner, .headline, .main, .drawer, .timeline', '.mark, .room-name, .person'];
    const overlapping = apart.flatMap((selector) => {
      const elements = all(selector);
      return elements.flatMap((one, index) =>
        elements.slice(index + 1).flatMap((other) => {
          const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
          const apartBy = Math.max(b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom);
          return apartBy < -1 ? [`${name(one)} and ${name(other)} overlap`] : [];
        }),
      );
    });
    return { all: [...scrolls, ...outside, ...overlapping], named: all('.mark .mark-name').length };
  });
  const missing = devices.length - found.named;
  return missing === 0 ? found.all : [...found.all, `${missing} devices are not shown with their names`];
}

/** Which of these are not wholly on the screen, or behind something else. */
function unseen(open: OpenPage, selectors: readonly string[]): Promise<string[]> {
  return open.page.evaluate(
    (wanted) =>
      wanted.filter((selector) => {
        const elements = [...document.querySelectorAll(selector)];
        return (
          elements.length === 0 ||
          elements.some((element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            const isOut = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
            const hit = [top + 2, bottom - 2].map((y) => document.elementFromPoint((left + right) / 2, y));
            return (
              isOut || hit.some((found) => !found || !(element.contains(found) || found.contains(element)))
            );
          })
        );
      }),
    [...selectors],
  );
}

/** How large some texts are drawn, in pixels of the screen. */
function textSizes(open: OpenPage): Promise<Record<string, number>> {
  return open.page.evaluate(() => {
    const selectors = ['.digits-time', '.next', '.last', '.mark-word', '.mark-name', '.room-name', '.run'];
    return Object.fromEntries(
      [...selectors, '.run-reason', '.lane-name', '.person-name', '.tabs button'].map((selector) => {
        const element = document.querySelector(selector)!;
        const scale = element instanceof SVGGraphicsElement ? element.getScreenCTM()!.a : 1;
        return [selector, Number.parseFloat(getComputedStyle(element).fontSize) * scale];
      }),
    );
  });
}
