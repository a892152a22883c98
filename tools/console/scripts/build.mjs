// Builds the bundle into the resources of `serve` (or another folder) and writes beside it what it was made of.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const BUDGET_BYTES = 150_000;
const home = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(home, '../serve/src/main/resources/io/sluice/serve/console'));

/** What the bundle is made of. Tests and their fixtures are not in it. */
const SOURCES = ['index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'public', 'src'];
const isSource = (path) => !/\.test\.tsx?$/.test(path) && !path.startsWith(join(home, 'src', 'test') + sep);

function files(path) {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => files(join(path, name))) : [path];
}

const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
const lines = (paths, base, name) =>
  paths.map((path) => `${name} ${sha256(path)} ${relative(base, path).split(sep).join('/')}`).sort();

await build({ root: home, logLevel: 'warn', build: { outDir: out, emptyOutDir: true } });

const bundle = files(out);
const gzip = bundle.reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0);
if (gzip > BUDGET_BYTES) {
  throw new Error(`The bundle has ${gzip} bytes gzipped; the budget is ${BUDGET_BYTES}`);
}
const sources = SOURCES.flatMap((name) => files(join(home, name))).filter(isSource);
const manifest = [...lines(sources, home, 'source'), ...lines(bundle, out, 'bundle')];
writeFileSync(join(out, 'manifest.txt'), `${manifest.join('\n')}\n`);
console.log(`${bundle.length} files in ${out}, ${gzip} bytes gzipped`);
