import path from 'node:path';
import { chromiumPath, launch } from './browser.ts';

// `npm run pictures -- http://127.0.0.1:3000`: takes README's pictures from the running page of a fresh workspace.
const address = process.argv[2] ?? 'http://127.0.0.1:3000';
const chromium = chromiumPath();
if (!chromium) throw new Error('No Chromium was found: set CHROMIUM_PATH.');
const folder = path.resolve(import.meta.dirname, '../../.github');

const browser = await launch(chromium);
const page = await browser.newPage({ viewport: { width: 1100, height: 720 } });
await page.goto(`${address}/?as=U0AVERY`);
await page.getByLabel(/^Message #/).fill('/ai-registry show AI-0004');
await page.keyboard.press('Enter');
await page.getByRole('heading', { name: /AI-0004/ }).waitFor();
await page.screenshot({ path: path.join(folder, 'card.png') });
await page.getByRole('button', { name: 'Move time' }).click();
await page.getByRole('button', { name: 'Next Monday, 09:00' }).click();
await page.getByRole('button', { name: /Daylight: Messages/ }).click();
await page.getByRole('heading', { name: /overdue/ }).waitFor();
await page.screenshot({ path: path.join(folder, 'reminder.png') });
await page.setViewportSize({ width: 1100, height: 980 });
await page.goto(`${address}/?as=U0CASEY&in=C0AIDIGEST`);
await page
  .getByRole('img', { name: /^Two charts/ })
  .first()
  .waitFor();
await page
  .getByText(/See the thread/)
  .first()
  .scrollIntoViewIfNeeded();
await page.screenshot({ path: path.join(folder, 'digest.png') });
await page.setViewportSize({ width: 1100, height: 720 });
const dark = await browser.newPage({ viewport: { width: 1100, height: 720 }, colorScheme: 'dark' });
await dark.goto(`${address}/?as=U0BENOIT&in=D0BENOIT`);
await dark
  .getByRole('heading', { name: /examen/ })
  .first()
  .waitFor();
await dark.screenshot({ path: path.join(folder, 'rappel.png') });
await page.goto(`${address}/?as=U0MORGAN&in=D0MORGAN`);
const table = [
  'Name,Ministry,Status,Vendor,Launch date',
  'Permit reader,MTO,In production,Acme,31/12/2024',
  'Grant summarizer,Ministry of Culture,pilot,,2025-03-01',
  'Water forecast,Natural Resources,development,,03/04/2025',
].join('\n');
const file = { name: 'inventory.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
await page.locator('input[type=file]').setInputFiles(file);
await page.getByText('Nothing is written before you confirm.').waitFor();
await page.screenshot({ path: path.join(folder, 'import.png') });
await browser.close();
