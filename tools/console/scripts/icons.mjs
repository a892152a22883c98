// Draws the icons of the page: one for each number of waiting approvals, for the content policy forbids drawn ones.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../public/', import.meta.url));
const gate = 'M9 6v20M23 6v20M4 16h5M23 16h5M13 16h6';

function icon(back, badge) {
  const mark = badge
    ? `<circle cx="22" cy="22" r="10" fill="#b91c1c" stroke="#fff" stroke-width="1.5"/><text x="22" y="27" font-family="sans-serif" font-size="${badge.length > 1 ? 11 : 14}" font-weight="700" text-anchor="middle" fill="#fff">${badge}</text>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${back}"/><path d="${gate}" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>${mark}</svg>\n`;
}

mkdirSync(folder, { recursive: true });
for (let count = 0; count <= 10; count += 1) {
  writeFileSync(`${folder}icon-${count}.svg`, icon('#1d4fc4', count === 0 ? '' : count > 9 ? '9+' : String(count)));
}
writeFileSync(`${folder}icon-alarm.svg`, icon('#a11212', '!'));
