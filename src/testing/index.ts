export { coverageOf, type SceneCoverage } from './coverage.ts';
export { junitXml } from './junit.ts';
export { findTestFiles, homeDirOf, homeLoader, type LoadedTests, loadTests } from './load-tests.ts';
export { recordTest, type Session } from './record.ts';
export { endedRuns, followRun } from './recorded-run.ts';
export type { TestResult } from './run-file.ts';
export { runTestOf } from './run-file.ts';
export { jobsOf, runSuite } from './suite.ts';
export { testYaml } from './test-yaml.ts';
