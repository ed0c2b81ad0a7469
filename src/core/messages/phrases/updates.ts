import type { Phrases } from './phrases-type.ts';

/** What cards say as their stories go on. */
export const UPDATES = {
  'outlets.independent': {
    en: '{independent} independent of {count} outlets',
    es: '{independent} independientes de {count} medios',
    pt: '{independent} independentes de {count} veículos',
  },
  'card.copies': {
    en: 'Same text as {source}',
    es: 'Mismo texto que {source}',
    pt: 'Mesmo texto de {source}',
  },
  'card.updated': { en: 'Updated', es: 'Actualizado', pt: 'Atualizado' },
  'card.corrected': { en: 'Corrected', es: 'Corregido', pt: 'Corrigido' },
  'card.closed': { en: 'Closed', es: 'Cerrada', pt: 'Encerrada' },
  'card.joined': {
    en: 'Continued in another message here',
    es: 'Continúa en otro mensaje de aquí',
    pt: 'Continua em outra mensagem aqui',
  },
  'card.follows': { en: 'Follows {story}', es: 'Sigue a {story}', pt: 'Dá sequência a {story}' },
  'card.sources': { en: 'All {count} sources', es: 'Las {count} fuentes', pt: 'As {count} fontes' },
  'card.useful': { en: 'Useful', es: 'Útil', pt: 'Útil' },
  'card.irrelevant': { en: 'Not relevant', es: 'No viene al caso', pt: 'Não é relevante' },
  'card.stop': { en: 'Stop all', es: 'Dejar de recibir', pt: 'Parar tudo' },
  'card.muted': {
    en: 'Pings left out since the last one: {count}',
    es: 'Avisos omitidos desde el último: {count}',
    pt: 'Menções omitidas desde a última: {count}',
  },
  'forum.developing': { en: 'Developing', es: 'En desarrollo', pt: 'Em andamento' },
  'update.title': { en: 'Update {number}', es: 'Novedad {number}', pt: 'Atualização {number}' },
  'update.major': { en: 'Now major', es: 'Ya es muy importante', pt: 'Agora muito importante' },
  'update.new': {
    en: 'New since the first alert:',
    es: 'Nuevo desde la primera alerta:',
    pt: 'Novo desde o primeiro alerta:',
  },
  'update.corrected': {
    en: 'The first alert has been changed.',
    es: 'La primera alerta está corregida.',
    pt: 'O primeiro alerta foi corrigido.',
  },
  'fact.count': { en: '{value}, before {was}', es: '{value}, antes {was}', pt: '{value}, antes {was}' },
  'fact.statement': {
    en: 'first official word',
    es: 'primera palabra oficial',
    pt: 'primeira palavra oficial',
  },
  'fact.denial': { en: 'a denial', es: 'un desmentido', pt: 'um desmentido' },
  'held.title': {
    en: 'During your quiet hours',
    es: 'Durante tus horas de silencio',
    pt: 'Durante suas horas de silêncio',
  },
  'held.lead': {
    en: 'What came out since {since}, in one message:',
    es: 'Lo que salió desde {since}, en un solo mensaje:',
    pt: 'O que saiu desde {since}, em uma só mensagem:',
  },
} as const satisfies Phrases;
