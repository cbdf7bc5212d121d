import { mdiArrowLeft } from '@mdi/js';
import { Glyph } from '../ui/glyph.tsx';
import { type Question, question } from './asked.ts';
import { EntryAnswer } from './entry-answer.tsx';
import { PropertyAnswer } from './property-answer.tsx';
import { Runs } from './runs.tsx';
import { SceneAnswer } from './scene-answer.tsx';

/** The product: why something happened, and why something did not. */
export function WhyPanel() {
  const asked = question.value;
  if (!asked) return <Runs />;
  return (
    <div class="stack why" key={JSON.stringify(asked)}>
      <button
        type="button"
        class="plain back"
        onClick={() => {
          question.value = undefined;
        }}
      >
        <Glyph path={mdiArrowLeft} /> All runs
      </button>
      <TheAnswer asked={asked} />
    </div>
  );
}

function TheAnswer({ asked }: { asked: Question }) {
  switch (asked.about) {
    case 'scene':
      return <SceneAnswer {...asked} />;
    case 'property':
      return <PropertyAnswer {...asked} />;
    case 'entry':
      return <EntryAnswer path={`explain/entry/${asked.seq}`} fork={asked.fork} />;
    case 'packet':
      return <EntryAnswer path={`explain/packet/${asked.number}`} />;
  }
}
