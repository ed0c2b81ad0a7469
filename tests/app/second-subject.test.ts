import { expect, test } from 'vitest';
import { learn } from '../../src/app/tools/learn.ts';
import { openScorer } from '../../src/app/scorer.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { loadLessons } from '../../src/config/lessons.ts';

const place = { configDir: 'config', subject: 'ethiopia-egypt-nile' };
const configuration = loadConfiguration(place);
const lessons = loadLessons(place);

/** Headlines that nothing was learned from, with the topic that each carries first, or none when it is off the subject. */
const HELD_OUT: readonly (readonly [title: string, topic?: string])[] = [
  ['Fourth day of Nile dam negotiations ends in Khartoum without a text', 'talks'],
  ['Egypt asks African Union chair to press Ethiopia into a binding deal', 'talks'],
  ['Abiy and Sisi meet on sidelines of summit, agree to resume dialogue', 'talks'],
  ['Etiopía y Egipto vuelven a negociar con mediación de la Unión Africana', 'talks'],
  ['Cairo recebe enviado etíope para retomar conversações', 'talks'],
  ['GERD reservoir nearly full after rains, Egypt demands figures', 'dam'],
  ['Two more turbines start at Ethiopian dam despite protests in Cairo', 'dam'],
  ['Sudán pide a Etiopía que coordine la apertura de las compuertas de la presa', 'dam'],
  ['Etiópia conclui o enchimento da barragem e Egito fala em violação', 'dam'],
  ['Ethiopia to export hydropower to Sudan from Renaissance Dam by winter', 'dam'],
  ['Egyptian farmers blame Ethiopia as Nile canals run dry', 'water'],
  ['Cairo: Ethiopia must guarantee water share in prolonged drought', 'water'],
  ['Cheias no Sudão: ministro da Irrigação aponta descarga da barragem etíope', 'water'],
  ['Egipto dice que la sequía en Etiopía no justifica retener las aguas del Nilo', 'water'],
  ['Ethiopia accuses Egypt of arming its enemies in Somalia', 'security'],
  ['Sudanese and Ethiopian soldiers face off again in Fashaga', 'security'],
  ['Egyptian-Sudanese air drills near Ethiopian border raise alarm in Addis Ababa', 'security'],
  ['Egipto despliega cazas en Sudán y Etiopía lo llama amenaza', 'security'],
  ['Addis Ababa bakeries close as flour prices soar'],
  ['Egypt and IMF agree on fifth review of loan'],
  ['Ethiopian runners sweep podium at Cairo half marathon'],
  ['Egipto y Etiopía empatan en la fase de grupos del torneo de fútbol'],
  ['Hamas delegation leaves Cairo after ceasefire talks stall'],
  ['Nile crocodile escapes from Florida park'],
  ['Turkish dam on Euphrates leaves Iraq short of water'],
  ['Rebels seize town in Ethiopia’s Amhara region'],
  ['Governo etíope liberta jornalista detido em Adis Abeba'],
  ['Sudan’s army retakes airport in Khartoum'],
  ['Museu do Cairo expõe múmia restaurada'],
  ['Kenya and Ethiopia open new border market at Moyale'],
];

/** The share of the headlines that a scorer puts on or off the subject as they are. */
function shareRight(configured: typeof configuration): number {
  const score = openScorer(configured);
  const right = HELD_OUT.filter(
    ([title, topic]) => score({ title, description: '' }).relevant === (topic !== undefined),
  );
  return right.length / HELD_OUT.length;
}

test('the weights beside its examples judge headlines it has not seen', () => {
  expect(shareRight(configuration)).toBeGreaterThanOrEqual(0.9);
});

test('it is learned anew in seconds, and judges as well', () => {
  const begun = performance.now();
  const { model, storyModel } = learn(lessons);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(shareRight({ ...configuration, model, storyModel })).toBeGreaterThanOrEqual(0.9);
});

test('what is on it carries its topic', () => {
  const score = openScorer(configuration);
  const on = HELD_OUT.filter(([, topic]) => topic !== undefined);
  const found = on.filter(([title, topic]) =>
    score({ title, description: '' }).topics.some(({ id, tagged }) => tagged && id === topic),
  );
  expect(found.length / on.length).toBeGreaterThanOrEqual(0.9);
});

test('no headline that it is checked with is one that it learned from', () => {
  const learned = new Set(lessons.entries.map(({ title }) => title));
  expect(HELD_OUT.filter(([title]) => learned.has(title))).toEqual([]);
  expect(lessons.entries.length).toBeGreaterThanOrEqual(80);
});
