import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkspace } from '../support/a-workspace.ts';
import { chromiumPath, launch } from '../support/browser.ts';

const path = chromiumPath();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!path)(
  `a newcomer in a real browser${path ? '' : ' (skipped: no Chromium found; set CHROMIUM_PATH)'}`,
  () => {
    const w = aWorkspace({ at: '2026-03-02T10:00', limits: true });
    let browser: Browser;
    let page: Page;
    const faults: string[] = [];

    beforeAll(async () => {
      browser = await launch(path ?? '');
      page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      page.setDefaultTimeout(8000);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      w.sandbox.onTimeMoved(() => void w.tick());
      await page.goto(`${w.sandbox.url}/?as=U0AVERY`);
    });
    afterAll(() => browser?.close());

    const accessible = async (): Promise<void> => {
      await page.evaluate(AXE);
      const found = await page.evaluate(() =>
        (
          globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe.run(),
      );
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    };
    const types = async (line: string): Promise<void> => {
      await page.getByLabel(/^Message #/).fill(line);
      await page.keyboard.press('Enter');
    };
    const closes = async (): Promise<void> => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    const movesTo = async (day: string): Promise<void> => {
      await page.getByRole('button', { name: 'Move time' }).click();
      await page.getByLabel('Day', { exact: true }).fill(day);
      await page.getByRole('button', { name: 'Move', exact: true }).click();
    };

    test('registers a system, by keyboard alone', async () => {
      await types('/ai-registry register Snow plough router');
      const form = page.getByRole('dialog');
      await form.waitFor();
      await accessible();
      await page.getByLabel('Name', { exact: true }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.type('transpor');
      await page.getByRole('listbox').getByRole('option', { name: /MTO/, selected: true }).waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Plans the routes of snow ploughs.');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Pilot');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await form.getByText('Snow plough router is in the registry as AI-0001.').waitFor();
      await form.getByText(/because its lifecycle is “pilot” and it is tier II/).waitFor();
      await accessible();
      await closes();
    });

    test('sees it in the list', async () => {
      await types('/ai-registry list');
      await page.getByText('AI-0001 Snow plough router · MTO · Tier II · Pilot').waitFor();
      await accessible();
    });

    test('moves time to the day a review is due, and gets the reminder', async () => {
      await movesTo('2026-06-01');
      await page.getByRole('button', { name: /Daylight: Messages/ }).click();
      await page.getByText(/reviews are overdue/).waitFor();
      await accessible();
    });

    test('records the review from the reminder’s button, and the message says so in place', async () => {
      await page.getByRole('button', { name: 'Record AIA of AI-0001' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Link to the evidence').fill('http://example.org');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByText('Enter a link that begins with https://').waitFor();
      await accessible();
      await form.getByLabel('Link to the evidence').fill('https://example.org/aia');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByText(/Next due: May 31, 2027/).waitFor();
      await closes();
      await page
        .getByText(
          /Algorithmic impact assessment, passed on June 1, 2026 \(Avery Example, June 1 at \d\d:\d\d\)\./,
        )
        .waitFor();
    });

    test('moves time to Monday and reads the digest', async () => {
      await movesTo('2026-06-08');
      await page.getByRole('button', { name: /# ai-registry-digest/ }).click();
      await page.getByRole('heading', { name: /^AI registry, .* to June 8, 2026$/ }).waitFor();
      await page
        .getByRole('img', { name: /^Two charts\. Open reviews by organization: MTO/ })
        .first()
        .waitFor();
      await accessible();
      const changed = page.getByText(/AIA passed/).last();
      await changed.waitFor({ state: 'attached' });
      await page
        .getByText(/\d+ (replies|reply)/)
        .last()
        .click();
      await changed.waitFor();
      await accessible();
    });

    test('edits a section and takes it back, by keyboard alone', async () => {
      await page.getByRole('button', { name: /# ai-community/ }).click();
      await types('/ai-registry edit AI-0001 technology');
      const form = page.getByRole('dialog');
      await form.waitFor();
      await accessible();
      await page.getByLabel('Vendor', { exact: true }).focus();
      await page.keyboard.type('Acme');
      await page.keyboard.press('Enter');
      await form.getByText('Vendor: nothing → Acme').waitFor();
      await accessible();
      await form.getByRole('button', { name: 'Undo the last change to AI-0001' }).focus();
      await page.keyboard.press('Enter');
      await form.getByText(/^Taken back: AI-0001/).waitFor();
      await page.keyboard.press('Escape');
      await form.getByText('Vendor: nothing → Acme').waitFor();
      await closes();
    });

    test('answers the triage’s questions, by keyboard alone', async () => {
      await types('/ai-registry tier AI-0001');
      const form = page.getByRole('dialog');
      await form.waitFor();
      await accessible();
      for (const group of await form.getByRole('group').all()) {
        await group.getByRole('radio').first().focus();
        await page.keyboard.press('Space');
      }
      await page.keyboard.press('Enter');
      await form.getByText(/Your answers come to 0 of 49 points/).waitFor();
      await accessible();
      await closes();
    });

    test('sends a table as a file, sees its preview, and writes it', async () => {
      await page.getByLabel('You act as').selectOption('U0MORGAN');
      await page.getByRole('button', { name: /Daylight: Messages/ }).click();
      const table = Buffer.from('name,ministry\nFrom a table,MTO');
      const file = { name: 'inventory.csv', mimeType: 'text/csv', buffer: table };
      await page.getByLabel('Send a file to Daylight').setInputFiles(file);
      const write = page.getByRole('button', { name: 'Write 1 row' });
      await write.waitFor();
      await accessible();
      await write.focus();
      await page.keyboard.press('Enter');
      await page.getByText('Done: 1 row is written.').waitFor();
      await page.getByRole('button', { name: 'Report (CSV)' }).click();
      await page.getByRole('link', { name: /report-1\.csv/ }).waitFor();
      await accessible();
    });

    test('looks at App Home and the inspector, and changes to French', async () => {
      await page.getByRole('button', { name: 'Daylight: Home' }).click();
      await page.getByText('My systems').or(page.getByText('My system')).first().waitFor();
      await page.getByRole('button', { name: 'Inspector' }).click();
      await page.getByText('Payloads, both ways').waitFor();
      await accessible();
      await page.getByLabel('You act as').selectOption('U0BENOIT');
      await page.getByText('Aucun examen ne vous attend.', { exact: true }).waitFor();
      expect(faults).toEqual([]);
    });
  },
);
