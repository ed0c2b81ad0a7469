import type { Phrases } from './phrases-type.ts';

/** What digests say. Where a number is counted, `.one` and `.other` say it of one and of any other number. */
export const DIGEST = {
  'digest.daily': { en: 'Daily digest · {day}', es: 'Resumen del día · {day}', pt: 'Resumo do dia · {day}' },
  'digest.weekly': {
    en: 'Weekly digest · to {day}',
    es: 'Resumen semanal · hasta el {day}',
    pt: 'Resumo semanal · até {day}',
  },
  'digest.away': { en: 'While I was away', es: 'Mientras no estuve', pt: 'Enquanto estive ausente' },
  'digest.now': { en: 'The last 24 hours', es: 'Las últimas 24 horas', pt: 'As últimas 24 horas' },
  'digest.since': {
    en: 'Since your last digest',
    es: 'Desde tu último resumen',
    pt: 'Desde o seu último resumo',
  },
  'digest.stories.one': { en: '1 story', es: '1 historia', pt: '1 história' },
  'digest.stories.other': { en: '{count} stories', es: '{count} historias', pt: '{count} histórias' },
  'digest.major.one': { en: '1 major', es: '1 muy importante', pt: '1 muito importante' },
  'digest.major.other': {
    en: '{count} major',
    es: '{count} muy importantes',
    pt: '{count} muito importantes',
  },
  'digest.outlets.one': { en: '1 outlet', es: '1 medio', pt: '1 veículo' },
  'digest.outlets.other': { en: '{count} outlets', es: '{count} medios', pt: '{count} veículos' },
  'digest.topics.one': { en: '1 topic', es: '1 tema', pt: '1 tema' },
  'digest.topics.other': { en: '{count} topics', es: '{count} temas', pt: '{count} temas' },
  'digest.change-day': {
    en: '{change} on yesterday',
    es: '{change} respecto a ayer',
    pt: '{change} em relação a ontem',
  },
  'digest.change-week': {
    en: '{change} on last week',
    es: '{change} respecto a la semana anterior',
    pt: '{change} em relação à semana anterior',
  },
  'digest.same-day': { en: 'as many as yesterday', es: 'tantas como ayer', pt: 'tantas quanto ontem' },
  'digest.same-week': {
    en: 'as many as last week',
    es: 'tantas como la semana anterior',
    pt: 'tantas quanto na semana anterior',
  },
  'digest.top': { en: 'Top story', es: 'Historia principal', pt: 'História principal' },
  'digest.also': {
    en: '{outlet}, also {others}',
    es: '{outlet}, también {others}',
    pt: '{outlet}, também {others}',
  },
  'digest.and-more': {
    en: '{others} and {count} more',
    es: '{others} y {count} más',
    pt: '{others} e mais {count}',
  },
  'digest.why': {
    en: 'Why it matters: {reasons}',
    es: 'Por qué importa: {reasons}',
    pt: 'Por que importa: {reasons}',
  },
  'digest.reason.independent': {
    en: '{count} independent outlets report it',
    es: '{count} medios independientes lo cuentan',
    pt: '{count} veículos independentes noticiam',
  },
  'digest.reason.official': {
    en: 'official word from {outlet}',
    es: 'con palabra oficial de {outlet}',
    pt: 'com palavra oficial de {outlet}',
  },
  'digest.reason.attributed': {
    en: 'officials are quoted',
    es: 'se cita a autoridades',
    pt: 'autoridades são citadas',
  },
  'digest.reason.state-media': {
    en: 'state media tell it, too',
    es: 'también lo cuentan medios estatales',
    pt: 'a mídia estatal também noticia',
  },
  'digest.reason.follows': {
    en: 'it follows “{headline}”',
    es: 'sigue a «{headline}»',
    pt: 'dá sequência a “{headline}”',
  },
  'digest.reason.single': {
    en: 'so far {outlet} alone reports it',
    es: 'por ahora solo lo cuenta {outlet}',
    pt: 'por enquanto só {outlet} noticia',
  },
  'digest.developing': {
    en: 'Developing since yesterday',
    es: 'En desarrollo desde ayer',
    pt: 'Em andamento desde ontem',
  },
  'digest.further': {
    en: 'Begun before, told further this week',
    es: 'De antes, con novedades esta semana',
    pt: 'De antes, com novidades nesta semana',
  },
  'digest.still': { en: 'Still developing', es: 'Siguen en desarrollo', pt: 'Ainda em andamento' },
  'digest.all-told': {
    en: 'All of them were announced as they came.',
    es: 'Todas se anunciaron cuando salieron.',
    pt: 'Todas foram anunciadas quando saíram.',
  },
  'digest.updated': {
    en: '↻ announced before, and told further since',
    es: '↻ ya anunciada, con novedades desde entonces',
    pt: '↻ já anunciada, com novidades desde então',
  },
  'digest.became.corrected': { en: 'corrected', es: 'corregida', pt: 'corrigida' },
  'digest.became.major': {
    en: 'became major',
    es: 'pasó a ser muy importante',
    pt: 'passou a ser muito importante',
  },
  'digest.became.followed': {
    en: 'led to another story',
    es: 'llevó a otra historia',
    pt: 'levou a outra história',
  },
  'digest.became.closed': { en: 'closed', es: 'cerrada', pt: 'encerrada' },
  'digest.changed': {
    en: 'What changed: {changes}',
    es: 'Qué cambió: {changes}',
    pt: 'O que mudou: {changes}',
  },
  'digest.changed.corrected.one': { en: '1 corrected', es: '1 corregida', pt: '1 corrigida' },
  'digest.changed.corrected.other': {
    en: '{count} corrected',
    es: '{count} corregidas',
    pt: '{count} corrigidas',
  },
  'digest.changed.major.one': {
    en: '1 became major',
    es: '1 pasó a ser muy importante',
    pt: '1 passou a ser muito importante',
  },
  'digest.changed.major.other': {
    en: '{count} became major',
    es: '{count} pasaron a ser muy importantes',
    pt: '{count} passaram a ser muito importantes',
  },
  'digest.changed.followed.one': {
    en: '1 led to another story',
    es: '1 llevó a otra historia',
    pt: '1 levou a outra história',
  },
  'digest.changed.followed.other': {
    en: '{count} led to other stories',
    es: '{count} llevaron a otras historias',
    pt: '{count} levaram a outras histórias',
  },
  'digest.changed.closed.one': { en: '1 closed', es: '1 cerrada', pt: '1 encerrada' },
  'digest.changed.closed.other': { en: '{count} closed', es: '{count} cerradas', pt: '{count} encerradas' },
  'digest.useful': {
    en: 'Most useful to readers',
    es: 'Lo más útil para quienes leen',
    pt: 'O mais útil para quem lê',
  },
  'digest.announced': {
    en: '✓ announced as it came',
    es: '✓ anunciada cuando salió',
    pt: '✓ anunciada quando saiu',
  },
  'digest.above': { en: 'the top story', es: 'la historia principal', pt: 'a história principal' },
  'digest.quiet': {
    en: 'Quiet day: no stories on these topics.',
    es: 'Día tranquilo: no hubo historias sobre estos temas.',
    pt: 'Dia calmo: nenhuma história sobre estes temas.',
  },
  'digest.nothing': {
    en: 'Nothing came out on these topics.',
    es: 'No salió nada sobre estos temas.',
    pt: 'Nada saiu sobre estes temas.',
  },
  'digest.checked': {
    en: '{feeds} feeds checked, last {time}',
    es: '{feeds} fuentes revisadas, la última {time}',
    pt: '{feeds} fontes verificadas, a última {time}',
  },
  'digest.coverage': {
    en: 'From {entries} entries read, {onSubject} of them on the subject · {feeds} feeds',
    es: 'De {entries} entradas leídas, {onSubject} sobre el asunto · {feeds} fuentes',
    pt: 'De {entries} entradas lidas, {onSubject} sobre o assunto · {feeds} fontes',
  },
  'digest.down': { en: '{count} not answering', es: '{count} sin responder', pt: '{count} sem responder' },
  'digest.away-lead.one': {
    en: 'I could not send the digest of {day}. What came out:',
    es: 'No pude enviar el resumen del {day}. Esto es lo que salió:',
    pt: 'Não pude enviar o resumo de {day}. O que saiu:',
  },
  'digest.away-lead.other': {
    en: 'I could not send {count} digests, up to that of {day}. What came out:',
    es: 'No pude enviar {count} resúmenes, hasta el del {day}. Esto es lo que salió:',
    pt: 'Não pude enviar {count} resumos, até o de {day}. O que saiu:',
  },
  'digest.private-lead': {
    en: 'Your digest: {stories}. Top: {headline}',
    es: 'Tu resumen: {stories}. Lo principal: {headline}',
    pt: 'Seu resumo: {stories}. Destaque: {headline}',
  },
  'digest.private-counts': {
    en: 'Your digest: {stories}.',
    es: 'Tu resumen: {stories}.',
    pt: 'Seu resumo: {stories}.',
  },
  'digest.see-all': { en: 'See all {count}', es: 'Ver las {count}', pt: 'Ver as {count}' },
  'digest.settings': { en: 'Settings', es: 'Ajustes', pt: 'Configurações' },
  'digest.chart': {
    en: 'Stories per topic, 7 days',
    es: 'Historias por tema, 7 días',
    pt: 'Histórias por tema, 7 dias',
  },
  'digest.chart-total': { en: 'In all', es: 'En total', pt: 'No total' },
  'digest.chart-last': { en: 'Last day', es: 'Último día', pt: 'Último dia' },
} as const satisfies Phrases;
