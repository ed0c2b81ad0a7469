import { expect, test } from 'vitest';
import { cleanHeadline, withoutCorrection } from '../../src/core/messages/headline.ts';

test.each([
  ['UPDATE 1-Treasury extends licence', 'Treasury extends licence'],
  ['RPT-WRAPUP 3-Treasury extends licence', 'Treasury extends licence'],
  ['EXCLUSIVA: Caracas negocia', 'Caracas negocia'],
  ['EXCLUSIVA Caracas negocia', 'Caracas negocia'],
  ['LIVE: Treasury extends licence - The Daily', 'Treasury extends licence'],
  ['EXCLUSIVE DEAL REACHED', 'EXCLUSIVE DEAL REACHED'],
  ['Update on talks is due', 'Update on talks is due'],
  ['CORRECTED: Treasury extends licence', 'CORRECTED: Treasury extends licence'],
])('of “%s” a reader is shown “%s”', (title, shown) => {
  expect(cleanHeadline(title, 'The Daily')).toBe(shown);
});

test.each([
  ['CORRECTED: Five freed', 'Five freed'],
  ['Correction - Five freed', 'Five freed'],
  ['[Corrección] Cinco liberados', 'Cinco liberados'],
  ['FE DE ERRATAS: Cinco liberados', 'Cinco liberados'],
  ['Correção: cinco libertados', 'cinco libertados'],
  ['Correction officers freed', 'Correction officers freed'],
  ['CORRECTED:', 'CORRECTED:'],
])('where a card says “Corrected”, “%s” is shown as “%s”', (headline, shown) => {
  expect(withoutCorrection(headline)).toBe(shown);
});
