import type { Phrases } from './phrases-type.ts';

/** What the summaries of a start and of an outage say. */
export const SUMMARIES = {
  'welcome.title': {
    en: 'vigía is watching: {subject}',
    es: 'vigía está atenta: {subject}',
    pt: 'vigía está de olho: {subject}',
  },
  'welcome.lead': {
    en: 'The first look at {feeds} feeds is done{silent}. From now on, each new story is announced once. In the last 24 hours:',
    es: 'La primera lectura de {feeds} fuentes está hecha{silent}. Desde ahora, cada historia nueva se anuncia una sola vez. En las últimas 24 horas:',
    pt: 'A primeira leitura de {feeds} fontes está feita{silent}. A partir de agora, cada história nova é anunciada uma só vez. Nas últimas 24 horas:',
  },
  'welcome.none': {
    en: 'The first look at {feeds} feeds is done{silent}. Nothing on this subject in the last 24 hours. From now on, each new story is announced once.',
    es: 'La primera lectura de {feeds} fuentes está hecha{silent}. Nada sobre este tema en las últimas 24 horas. Desde ahora, cada historia nueva se anuncia una sola vez.',
    pt: 'A primeira leitura de {feeds} fontes está feita{silent}. Nada sobre este assunto nas últimas 24 horas. A partir de agora, cada história nova é anunciada uma só vez.',
  },
  'welcome.silent': {
    en: ' (no answer yet: {count})',
    es: ' (aún sin respuesta: {count})',
    pt: ' (ainda sem resposta: {count})',
  },
  'welcome.unanswered': {
    en: 'None of the {feeds} feeds has answered yet; I keep asking. From now on, each new story is announced once.',
    es: 'Ninguna de las {feeds} fuentes ha respondido aún; sigo intentándolo. Desde ahora, cada historia nueva se anuncia una sola vez.',
    pt: 'Nenhuma das {feeds} fontes respondeu ainda; continuo tentando. A partir de agora, cada história nova é anunciada uma só vez.',
  },
  'catch-up.title': {
    en: 'While I could not look',
    es: 'Mientras no pude mirar',
    pt: 'Enquanto não pude olhar',
  },
  'catch-up.lead': {
    en: 'Some feeds could not be read since {since}. What came out meanwhile, in one message:',
    es: 'Algunas fuentes no se pudieron leer desde {since}. Lo que salió entretanto, en un solo mensaje:',
    pt: 'Algumas fontes não puderam ser lidas desde {since}. O que saiu nesse meio-tempo, em uma só mensagem:',
  },
} as const satisfies Phrases;
