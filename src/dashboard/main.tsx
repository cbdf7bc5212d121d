import { render } from 'preact';
import { listenToKeys } from './keys/keys.ts';
import { connect } from './live/connection.ts';
import { offerIdle } from './live/idle.ts';
import { Page } from './page/page.tsx';
import './styles/index.css';
import { followTimeline } from './timeline/data.ts';
import { followFocus } from './timeline/lanes.ts';
import { holdWindow } from './timeline/window.ts';
import { applyTheme } from './ui/theme.ts';

applyTheme();
offerIdle();
listenToKeys();
holdWindow();
followFocus();
followTimeline();
connect();
render(<Page />, document.getElementById('page')!);
