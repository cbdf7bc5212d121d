import { expect, it } from 'vitest';
import { escapeXml, junitXml } from '../../src/testing/junit.ts';

const passed = {
  file: 'a.test.yaml',
  name: 'says <"Hello" & goodbye>',
  line: 2,
  column: 5,
  failures: [],
  command: 'millet simulate',
  tookMs: 12.4,
};

it('writes a suite for each file, with failures and errors in full', () => {
  const failure = {
    path: ['expect', 0],
    expected: 'a is b',
    seen: ['c'],
    because: ['d'],
    line: 7,
    column: 9,
    source: '',
  };
  const xml = junitXml([
    { file: 'a.test.yaml', results: [passed, { ...passed, name: 'two', failures: [failure] }], problems: [] },
    {
      file: 'b.test.yaml',
      results: [],
      problems: [{ file: 'b.test.yaml', line: 1, column: 2, message: 'wrong' }],
    },
  ]);
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="millet test" tests="3" failures="1" errors="1">
  <testsuite name="a.test.yaml" tests="2" failures="1" errors="0" time="0.025">
    <testcase classname="a.test.yaml" name="says &lt;&quot;Hello&quot; &amp; goodbye&gt;" file="a.test.yaml" line="2" time="0.012"/>
    <testcase classname="a.test.yaml" name="two" file="a.test.yaml" line="2" time="0.012">
      <failure message="a is b">a.test.yaml:7:9&#10;expected  a is b&#10;seen      c&#10;because   d&#10;see it    millet simulate</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.test.yaml" tests="1" failures="0" errors="1" time="0.000">
    <testcase classname="b.test.yaml" name="can be read" file="b.test.yaml">
      <error message="wrong">b.test.yaml:1:2: wrong</error>
    </testcase>
  </testsuite>
</testsuites>
`);
});

it('replaces what XML cannot hold', () => {
  expect(escapeXml('a\u0000b\u001b[31m\ud800c\u{1f600}')).toBe('a\ufffdb\ufffd[31m\ufffdc\u{1f600}');
});
