import type { Phrases } from './phrases-type.ts';

/** What lists of stories, a story's timeline and its sources say. */
export const READING = {
  'latest.title': { en: 'Latest stories', es: 'Últimas historias', pt: 'Últimas histórias' },
  'latest.of-topic': {
    en: 'Latest stories: {topic}',
    es: 'Últimas historias: {topic}',
    pt: 'Últimas histórias: {topic}',
  },
  'show-everyone': { en: 'Show to everyone', es: 'Mostrar a todos', pt: 'Mostrar a todos' },
  'open-story': { en: 'Open a story', es: 'Abrir una historia', pt: 'Abrir uma história' },
  'search.title': {
    en: 'Found for “{query}”: {count}',
    es: 'Resultados de «{query}»: {count}',
    pt: 'Resultados de “{query}”: {count}',
  },
  'search.none': {
    en: 'No story holds “{query}”. I look for the beginnings of words in the reports of every language; fewer words find more.',
    es: 'Ninguna historia contiene «{query}». Busco comienzos de palabras en las publicaciones de todos los idiomas; con menos palabras se encuentra más.',
    pt: 'Nenhuma história contém “{query}”. Procuro começos de palavras nas matérias de todos os idiomas; com menos palavras se encontra mais.',
  },
  'search.empty': {
    en: 'Write at least one word or number to look for.',
    es: 'Escribe al menos una palabra o un número.',
    pt: 'Escreva pelo menos uma palavra ou um número.',
  },
  'page.next': { en: 'Next', es: 'Siguientes', pt: 'Próximas' },
  'page.previous': { en: 'Previous', es: 'Anteriores', pt: 'Anteriores' },
  'page.of': { en: 'Page {page} of {pages}', es: 'Página {page} de {pages}', pt: 'Página {page} de {pages}' },
  'keep-typing': {
    en: 'No recent story matches. Keep typing, or search all for: {written}',
    es: 'Ninguna historia reciente coincide. Sigue escribiendo, o busca en todas: {written}',
    pt: 'Nenhuma história recente coincide. Continue digitando, ou busque em todas: {written}',
  },
  'phase.breaking': { en: 'Breaking', es: 'Última hora', pt: 'Última hora' },
  'phase.developing': { en: 'Developing', es: 'En desarrollo', pt: 'Em andamento' },
  'phase.quiet': { en: 'Quiet', es: 'Sin novedades', pt: 'Sem novidades' },
  'phase.closed': { en: 'Closed', es: 'Cerrada', pt: 'Encerrada' },
  'story.facts': {
    en: '**{phase}** · {importance} · reports: {reports} · independent outlets: {outlets}',
    es: '**{phase}** · {importance} · publicaciones: {reports} · medios independientes: {outlets}',
    pt: '**{phase}** · {importance} · matérias: {reports} · veículos independentes: {outlets}',
  },
  'story.follows': { en: 'Follows: {story}', es: 'Sigue a: {story}', pt: 'Segue: {story}' },
  'story.followed-by': {
    en: 'Followed by: {story}',
    es: 'Le sigue: {story}',
    pt: 'Seguida por: {story}',
  },
  'story.copy-of': { en: 'carries {outlet}', es: 'reproduce a {outlet}', pt: 'reproduz {outlet}' },
  'story.correction': {
    en: 'Correction by {outlet}',
    es: 'Corrección de {outlet}',
    pt: 'Correção de {outlet}',
  },
  'story.became-major': {
    en: 'Became major',
    es: 'Pasó a ser muy importante',
    pt: 'Passou a ser muito importante',
  },
  'story.new-fact': { en: 'Something new', es: 'Algo nuevo', pt: 'Algo novo' },
  'story.joined': {
    en: 'Two stories turned out to be one',
    es: 'Dos historias resultaron ser una',
    pt: 'Duas histórias eram uma só',
  },
  'story.split': {
    en: 'Another event was taken out of it',
    es: 'Se separó otro hecho',
    pt: 'Outro fato foi separado dela',
  },
  'story.split-from': {
    en: 'It was taken out of another story',
    es: 'Se separó de otra historia',
    pt: 'Foi separada de outra história',
  },
  'sources.all': { en: 'All {count} sources', es: 'Las {count} fuentes', pt: 'As {count} fontes' },
  'sources.title': {
    en: 'Who reports it',
    es: 'Quiénes informan',
    pt: 'Quem noticia',
  },
  'sources.independent': {
    en: 'Independent outlets: {count}',
    es: 'Medios independientes: {count}',
    pt: 'Veículos independentes: {count}',
  },
  'sources.copies': {
    en: 'Carry the words of another, or belong to the same owner: {count}',
    es: 'Reproducen a otro o son del mismo dueño: {count}',
    pt: 'Reproduzem outro ou são do mesmo dono: {count}',
  },
  timeline: { en: 'Timeline', es: 'Cronología', pt: 'Linha do tempo' },
  'topics.today': {
    en: 'in the last 24 hours: {count}',
    es: 'en las últimas 24 horas: {count}',
    pt: 'nas últimas 24 horas: {count}',
  },
} as const satisfies Phrases;
