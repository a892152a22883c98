import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium; undefined where there is none. */
export const CHROMIUM = PLACES.find((place): place is string => place !== undefined && existsSync(place));

export function launch(): Promise<Browser> {
  if (CHROMIUM === undefined) {
    throw new Error('No Chromium: install it, or name it in the variable CHROMIUM');
  }
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}
