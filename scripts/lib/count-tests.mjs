// Counts the tests in the reports of several runners. Usage: count-tests.mjs NAME=REPORT…
// A report is a JSON file of vitest or Playwright, an XML file of JUnit's kind, or a folder of such; the reports of one
// name are added. Names what failed or was skipped. Exits 1 when a test failed or a runner ran none.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const nothing = () => ({ passed: 0, failed: [], skipped: [] });

const files = path => {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter(name => name.endsWith('.xml'))
    .map(name => join(path, name));
};

const junit = text => {
  const count = nothing();
  // Output that tests printed may hold anything, tags included.
  const bare = text.replace(/<!\[CDATA\[.*?\]\]>/gs, '').replace(/<(system-out|system-err)>.*?<\/\1>/gs, '');
  for (const [, attributes, body = ''] of bare.matchAll(/<testcase\b([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)) {
    const name = / name="([^"]*)"/.exec(attributes)?.[1] ?? '?';
    if (/<(failure|error)\b/.test(body)) {
      const of = / classname="([^"]*)"/.exec(attributes)?.[1].split('.').pop();
      count.failed.push(of ? `${of}.${name}` : name);
    } else if (/<skipped\b/.test(body)) {
      const reason = /<skipped\b[^>]*message="([^"]*)"/.exec(body)?.[1];
      count.skipped.push(reason ? `${name}: ${reason}` : name);
    } else count.passed++;
  }
  return count;
};

const vitest = report => {
  const count = nothing();
  for (const test of report.testResults.flatMap(file => file.assertionResults)) {
    if (test.status === 'passed') count.passed++;
    else if (test.status === 'failed') count.failed.push(test.fullName);
    else count.skipped.push(test.fullName);
  }
  // A file that could not be loaded has no tests, yet it failed.
  const unread = report.testResults.filter(file => file.status === 'failed' && !file.assertionResults.length);
  count.failed.push(...unread.map(file => `${file.name}, which could not be loaded`));
  return count;
};

const playwright = report => {
  const count = nothing();
  const visit = suite => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'skipped') count.skipped.push(spec.title);
        else if (test.status === 'expected') count.passed++;
        else count.failed.push(`${spec.file}:${spec.line} ${spec.title}`);
      }
    }
    (suite.suites ?? []).forEach(visit);
  };
  visit(report);
  count.failed.push(...report.errors.map(error => error.message ?? 'an error outside of tests'));
  return count;
};

const read = file => {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.xml')) return junit(text);
  const report = JSON.parse(text);
  return report.testResults ? vitest(report) : playwright(report);
};

const add = (one, other) => ({
  passed: one.passed + other.passed,
  failed: [...one.failed, ...other.failed],
  skipped: [...one.skipped, ...other.skipped],
});
const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;

const runners = new Map();
for (const argument of process.argv.slice(2)) {
  const [name, path] = argument.split(/=(.*)/s);
  const count = files(path).map(read).reduce(add, nothing());
  runners.set(name, add(runners.get(name) ?? nothing(), count));
}

let wrong = false;
for (const [name, count] of runners) {
  console.log(`${name}: ${line(count)}`);
  for (const test of count.failed) console.log(`  failed: ${test}`);
  for (const test of count.skipped) console.log(`  skipped: ${test}`);
  if (count.passed + count.failed.length === 0) {
    console.log(`  FAILED: ${name} ran no test`);
    wrong = true;
  }
  wrong ||= count.failed.length > 0;
}
console.log(line([...runners.values()].reduce(add, nothing())));
process.exitCode = wrong ? 1 : 0;
