// Copies the pictures of the last browser tests that the documentation shows, with fewer colours (pngquant).
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../target/screens/', import.meta.url));
const to = fileURLToPath(new URL('../docs/', import.meta.url));
const PICTURES = {
  'login-390-dark': 'login',
  'calm-system-1280-light': 'system',
  'busy-trading-1280-light': 'trading',
  'busy-risk-1280-dark': 'risk',
  'busy-journal-seq-4690-1280-light': 'journal',
  'alarmed-system-1280-dark': 'emergency',
  'stale-system-1280-light': 'stale',
  'first-busy-trading-390-dark': 'trading-narrow',
  'link-390-light': 'link',
};

mkdirSync(to, { recursive: true });
for (const [name, title] of Object.entries(PICTURES)) {
  execFileSync('pngquant', ['--force', '--strip', '--output', `${to}${title}.png`, '96', `${from}${name}.png`]);
}
