import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Approval } from '../src/api/types';
import { at, linkSession, scenes, type SceneName } from '../src/test/fixtures';
import { launch } from './chromium';
import { serveBundle } from './site';
import { NARROW, NARROW_DARK, stage, WIDE, WIDE_DARK, type Look, type Staged } from './stage';

/** Pictures of everything, kept by CI. */
const SCREENS = fileURLToPath(new URL('../target/screens/', import.meta.url));

const PAGES = ['system', 'trading', 'risk', 'journal'] as const;
const LOOKS: readonly Look[] = [WIDE, WIDE_DARK, NARROW, NARROW_DARK];

/** Each page in each look on a busy day; the other days where they differ most. */
const VIEWS: readonly [SceneName, string, Look][] = [
  ...PAGES.flatMap((page) => LOOKS.map((look): [SceneName, string, Look] => ['busy', page, look])),
  ...PAGES.map((page): [SceneName, string, Look] => ['empty', page, WIDE]),
  ...PAGES.slice(0, 3).flatMap((page): [SceneName, string, Look][] => [
    ['alarmed', page, WIDE_DARK],
    ['alarmed', page, NARROW],
  ]),
  ['calm', 'system', WIDE],
  ['recovering', 'system', WIDE],
  ['recovering', 'system', NARROW_DARK],
  ['busy', 'approval/38502400', NARROW],
  ['busy', 'journal/seq/4690', WIDE],
];

let browser: Browser;
let site: Awaited<ReturnType<typeof serveBundle>>;

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  site = await serveBundle();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

const nameOf = ({ width, scheme }: Look) => `${width}-${scheme}`;

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
  await page.screenshot({ path: join(SCREENS, `first-${name}.png`) });
}

/** What axe finds wrong, each with the elements. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function settled({ page }: Staged): Promise<void> {
  await page.locator('main').waitFor();
  await expect.poll(() => page.locator('.loading').count(), { timeout: 30_000 }).toBe(0);
}

describe('every page', () => {
  it.each(VIEWS)('should be without fault: %s day, %s, %o', async (scene, path, look) => {
    const staged = await stage(browser, `${site.url}/#/${path}`, scenes[scene], look);
    await settled(staged);
    await shoot(staged.page, `${scene}-${path.replaceAll('/', '-')}-${nameOf(look)}`);
    expect(await findings(staged.page)).toEqual([]);
    expect(await overflow(staged.page)).toBe(0);
    expect(staged.complaints).toEqual([]);
    await staged.context.close();
  });

  it.each([WIDE, NARROW_DARK])('should be without fault: the login, %o', async (look) => {
    const staged = await stage(browser, 'about:blank', scenes.calm, look);
    await staged.page.route('**/api/session', (route) =>
      route.fulfill({ status: 401, json: { error: { code: 'SEC-001', message: 'No token', correlation_id: '' } } }),
    );
    await staged.page.goto(site.url);
    await staged.page.getByLabel('Token').waitFor();
    await shoot(staged.page, `login-${nameOf(look)}`);
    expect(await findings(staged.page)).toEqual([]);
    expect(await overflow(staged.page)).toBe(0);
    await staged.context.close();
  });

  it.each([WIDE, NARROW])('should be without fault: the screen of a link, %o', async (look) => {
    const [first] = scenes.busy.pending;
    const waiting = { ...(first as Approval), expires_at: at(272), reasoning_summary: 'Breakout above the range; stop at 62,900.' };
    const staged = await stage(browser, 'about:blank', { ...scenes.busy, pending: [waiting] }, look);
    await staged.page.route('**/api/session', (route) => route.fulfill({ status: 200, json: linkSession }));
    await staged.page.goto(`${site.url}/#/approval/38420480`);
    await staged.page.getByText('Sign in to decide it').waitFor();
    await shoot(staged.page, `link-${nameOf(look)}`);
    expect(await findings(staged.page)).toEqual([]);
    expect(await overflow(staged.page)).toBe(0);
    await staged.context.close();
  });

  it.each([WIDE, NARROW_DARK])('should be without fault: a dialog, %o', async (look) => {
    const staged = await stage(browser, `${site.url}/#/trading`, scenes.busy, look);
    await settled(staged);
    await staged.page.getByRole('button', { name: /^Approve SELL/ }).click();
    await staged.page.getByRole('dialog').waitFor();
    await staged.page.screenshot({ path: join(SCREENS, `dialog-approve-${nameOf(look)}.png`) });
    expect(await findings(staged.page)).toEqual([]);
    await staged.page.keyboard.press('Escape');
    await expect.poll(() => staged.page.getByRole('dialog').count()).toBe(0);
    const focused = await staged.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(focused).toMatch(/^Approve SELL/);
    await staged.context.close();
  });
});

describe('what tells engines and states apart', () => {
  it('should keep the bar of the instance in sight, however far the page is scrolled', async () => {
    for (const look of [WIDE, NARROW]) {
      const staged = await stage(browser, `${site.url}/#/trading`, scenes.busy, look);
      await settled(staged);
      await staged.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      const box = await staged.page.getByRole('region', { name: 'Instance' }).boundingBox();
      expect(box?.y).toBe(0);
      await staged.context.close();
    }
  });

  it('should draw a live, a paper and a demo engine differently', async () => {
    const backs = new Set<string>();
    const { session, status } = scenes.calm;
    const demo = { ...session, instance: { ...session.instance, journal_kind: 'demo' as const } };
    for (const scene of [
      scenes.calm,
      { ...scenes.calm, status: { ...status, trading_mode: 'paper' as const } },
      { ...scenes.calm, session: demo },
    ]) {
      const staged = await stage(browser, site.url, scene, WIDE);
      await settled(staged);
      await expect.poll(() => staged.page.locator('.instance .trading').textContent()).toContain('trading');
      backs.add(await staged.page.locator('.instance').evaluate((bar) => getComputedStyle(bar).background));
      await staged.page.screenshot({
        path: join(SCREENS, `instance-${backs.size}.png`),
        clip: { x: 0, y: 0, width: 1280, height: 80 },
      });
      await staged.context.close();
    }
    expect(backs.size).toBe(3);
  });

  it('should pulse slower than three times a second, and not at all for those who want no motion', async () => {
    const staged = await stage(browser, site.url, scenes.alarmed, WIDE);
    const frame = staged.page.locator('.alarm-frame');
    await frame.waitFor({ state: 'attached' });
    const animation = () => frame.evaluate((element) => getComputedStyle(element).animationName);
    expect(await animation()).toBe('none');
    await staged.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await animation()).toBe('pulse');
    const seconds = await frame.evaluate((element) => parseFloat(getComputedStyle(element).animationDuration));
    expect(seconds).toBeGreaterThan(1 / 3);
    await staged.context.close();
  });

  it('should never let what is stale look current', async () => {
    const staged = await stage(browser, site.url, scenes.calm, WIDE);
    await settled(staged);
    staged.play({ ...scenes.calm, status: { ...scenes.calm.status, engine: 'lost' } });
    await staged.page.getByText(/Engine lost since .* UTC/).waitFor();
    await staged.page.getByText('was Normal').waitFor();
    await shoot(staged.page, 'stale-system-1280-light');
    expect(await staged.page.locator('main').getAttribute('data-stale')).toBe('true');
    expect(await findings(staged.page)).toEqual([]);
    await staged.context.close();
  });
});
