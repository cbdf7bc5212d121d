import { mdiTestTube } from '@mdi/js';
import { useSignal } from '@preact/signals';
import type { SceneTests } from '../../web/api.ts';
import { postJson, sentenceOf } from '../live/http.ts';
import { Glyph } from '../ui/glyph.tsx';
import { Problem } from '../ui/problem.tsx';
import { checkLook } from '../why/looks.ts';

/** Runs the tests of the scene as it is saved; each says what was expected and what was seen. */
export function Tests({ scene }: { scene: string }) {
  const running = useSignal(false);
  const result = useSignal<SceneTests | undefined>(undefined);
  const problem = useSignal('');
  const run = async (): Promise<void> => {
    running.value = true;
    problem.value = '';
    result.value = undefined;
    try {
      result.value = await postJson<SceneTests>(`scenes/${scene}/test`, {});
    } catch (error) {
      problem.value = sentenceOf(error);
    } finally {
      running.value = false;
    }
  };
  return (
    <section class="stack" aria-label="Tests">
      <div class="row">
        <button type="button" disabled={running.value} onClick={() => void run()}>
          <Glyph path={mdiTestTube} /> Run its tests
        </button>
        <span class="muted" role="status">
          {running.value ? 'running…' : result.value ? summaryOf(result.value) : ''}
        </span>
      </div>
      {problem.value !== '' && <Problem text={problem.value} />}
      {result.value && <Outcomes result={result.value} />}
    </section>
  );
}

function Outcomes({ result }: { result: SceneTests }) {
  return (
    <ul class="checklist" aria-label="Results">
      {result.problems.map(({ line, column, message }) => (
        <li key={`${line}:${column}`} class="check error">
          {result.file}:{line}:{column}: {message}
        </li>
      ))}
      {result.tests.map((test) => {
        const { path, tone } = checkLook(test.passed ? 'ok' : 'failed');
        return (
          <li key={test.name} class="check">
            <Glyph path={path} class={tone} />
            <div class="grow">
              {test.name}
              {test.failures.map(({ line, expected, seen, because }) => (
                <div key={line} class="failure">
                  <p>
                    line {line}: expected {expected}
                  </p>
                  {[...seen, ...because].map((sentence) => (
                    <p key={sentence} class="muted small">
                      {sentence}
                    </p>
                  ))}
                </div>
              ))}
              {!test.passed && <code class="command">{test.command}</code>}
            </div>
            <span class={tone}>{test.passed ? 'passed' : 'failed'}</span>
          </li>
        );
      })}
    </ul>
  );
}

function summaryOf({ tests, problems }: SceneTests): string {
  if (problems.length > 0) return 'the test file has mistakes';
  const passed = tests.filter(({ passed: ok }) => ok).length;
  return `${passed} of ${tests.length} passed`;
}
