import './live/connect-first.ts';
import { render } from 'preact';
import { listenToKeys } from './keys/keys.ts';
import { homeToldWithin } from './live/connection.ts';
import { offerIdle } from './live/idle.ts';
import { Page } from './page/page.tsx';
import './styles/index.css';
import { followTimeline } from './timeline/data.ts';
import { followFocus } from './timeline/lanes.ts';
import { holdWindow } from './timeline/window.ts';
import { applyTheme } from './ui/theme.ts';

/** Drawn once, with the home in it, the page is there sooner than drawn twice. Longer than this an empty one is better. */
const patienceMs = 100;

applyTheme();
offerIdle();
listenToKeys();
holdWindow();
followFocus();
followTimeline();
void homeToldWithin(patienceMs).then(() => {
  render(<Page />, document.getElementById('page')!);
});
