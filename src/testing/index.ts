export { coverageOf, type SceneCoverage } from './coverage.ts';
export { testJsonSchema } from './json-schema.ts';
export { junitXml } from './junit.ts';
export { findTestFiles, homeLoader, type LoadedTests, loadTests } from './load-tests.ts';
export type { LocatedFailure, TestResult } from './run-file.ts';
export { runTestOf } from './run-file.ts';
export { jobsOf, runSuite } from './suite.ts';
