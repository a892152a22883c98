import type { Browser, BrowserContext, Page } from 'playwright-core';
import { answerOf, type Scene } from '../src/test/fixtures';

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

export const WIDE: Look = { width: 1280, height: 800, scheme: 'light' };
export const WIDE_DARK: Look = { ...WIDE, scheme: 'dark' };
export const NARROW: Look = { width: 390, height: 844, scheme: 'light' };
export const NARROW_DARK: Look = { ...NARROW, scheme: 'dark' };

export interface Staged {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: the content policy, errors of scripts. */
  readonly complaints: readonly string[];
  /** Changes what the API answers from now on. */
  play(scene: Scene): void;
}

/** A page of the app whose API answers as a scene says; the socket stays closed, so that the page polls. */
export async function stage(browser: Browser, url: string, scene: Scene, look: Look): Promise<Staged> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('WebSocket')) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  let current = scene;
  await page.route('**/api/**', (route) => {
    const path = new URL(route.request().url()).pathname;
    const answer = answerOf(current, path);
    const headers = {
      'Sluice-Seq': String(current.status.seq),
      'Sluice-Age-Ms': '120',
      'Sluice-Engine': current.status.engine,
    };
    return answer === undefined
      ? route.fulfill({ status: 404, json: { error: { code: 'NOT_FOUND', message: `No ${path}`, correlation_id: '' } } })
      : route.fulfill({ status: 200, headers, json: answer });
  });
  await page.goto(url);
  return {
    page,
    context,
    complaints,
    play: (next) => {
      current = next;
    },
  };
}
