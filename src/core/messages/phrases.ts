import type { Localised, UiLanguage } from '../subject.ts';

/** Every word vigía itself says in a message, in every language it speaks. Names in braces are filled in. */
const PHRASES = {
  importance: { en: 'Importance', es: 'Importancia', pt: 'Importância' },
  'importance.relevant': { en: 'Relevant', es: 'Relevante', pt: 'Relevante' },
  'importance.high': { en: 'High', es: 'Alta', pt: 'Alta' },
  'importance.major': { en: 'Major', es: 'Muy importante', pt: 'Muito importante' },
  published: { en: 'Published', es: 'Publicado', pt: 'Publicado' },
  'first-seen': { en: 'First seen', es: 'Visto por primera vez', pt: 'Visto pela primeira vez' },
  'also-reported-by': { en: 'Also reported by', es: 'También informan', pt: 'Também noticiado por' },
  more: { en: '+{count} more', es: '+{count} más', pt: '+{count} mais' },
  'first-of': {
    en: '{outlet}, first of {count} outlets',
    es: '{outlet}, primero de {count} medios',
    pt: '{outlet}, primeiro de {count} veículos',
  },
  outlets: { en: '{count} outlets', es: '{count} medios', pt: '{count} veículos' },
  also: { en: 'also {topics}', es: 'también {topics}', pt: 'também {topics}' },
  'automatic-summary': { en: 'Automatic summary', es: 'Resumen automático', pt: 'Resumo automático' },
  'summary-from': { en: 'Summary from {outlet}', es: 'Resumen de {outlet}', pt: 'Resumo de {outlet}' },
  'in-language.en': { en: 'in English', es: 'en inglés', pt: 'em inglês' },
  'in-language.es': { en: 'in Spanish', es: 'en español', pt: 'em espanhol' },
  'in-language.pt': { en: 'in Portuguese', es: 'en portugués', pt: 'em português' },
  'kind.wire': { en: 'news agency', es: 'agencia de noticias', pt: 'agência de notícias' },
  'kind.independent': { en: 'independent', es: 'independiente', pt: 'independente' },
  'kind.state-media': { en: 'state media', es: 'medio estatal', pt: 'mídia estatal' },
  'kind.official': { en: 'official', es: 'fuente oficial', pt: 'fonte oficial' },
  'kind.us-outlet': { en: 'U.S. outlet', es: 'medio de EE. UU.', pt: 'veículo dos EUA' },
  'kind.regional': { en: 'regional', es: 'regional', pt: 'regional' },
  'kind.international': { en: 'international', es: 'internacional', pt: 'internacional' },
  'kind.specialist': { en: 'specialist', es: 'especializado', pt: 'especializado' },
  'kind.aggregator': { en: 'aggregator', es: 'agregador', pt: 'agregador' },
  'kind.unknown': { en: 'kind not known', es: 'tipo desconocido', pt: 'tipo desconhecido' },
  'latest-stories': { en: 'Latest stories', es: 'Últimas historias', pt: 'Últimas histórias' },
  read: { en: 'Read', es: 'Leer', pt: 'Ler' },
  why: { en: 'Why?', es: '¿Por qué?', pt: 'Por quê?' },
  'latest.none': {
    en: 'No stories in the last days.',
    es: 'No hay historias en los últimos días.',
    pt: 'Não há histórias nos últimos dias.',
  },
  'level.all': { en: 'every story', es: 'todas las historias', pt: 'todas as histórias' },
  'level.major': { en: 'major stories only', es: 'solo las muy importantes', pt: 'só as muito importantes' },
  'level.digest': { en: 'daily digest only', es: 'solo el resumen diario', pt: 'só o resumo diário' },
  'status.normal': { en: 'Working normally', es: 'Funciona con normalidad', pt: 'Funcionando normalmente' },
  'status.partly': {
    en: 'Working, with problems',
    es: 'Funciona, con problemas',
    pt: 'Funcionando, com problemas',
  },
  'status.delayed': {
    en: 'No feed is answering',
    es: 'Ninguna fuente responde',
    pt: 'Nenhuma fonte responde',
  },
  'status.checked': {
    en: 'last look at the feeds {time}',
    es: 'última lectura de las fuentes {time}',
    pt: 'última leitura das fontes {time}',
  },
  'status.stories': {
    en: 'Stories in the last 24 hours: {count}',
    es: 'Historias en las últimas 24 horas: {count}',
    pt: 'Histórias nas últimas 24 horas: {count}',
  },
  'status.feeds': {
    en: 'Feeds: {working} of {total} working, {down} down',
    es: 'Fuentes: {working} de {total} funcionan, {down} caídas',
    pt: 'Fontes: {working} de {total} funcionam, {down} fora do ar',
  },
  'status.flagged': {
    en: 'Working, but unusual (silent, empty, undated): {count}',
    es: 'Funcionan, pero con algo inusual (calladas, vacías, sin fecha): {count}',
    pt: 'Funcionam, mas com algo incomum (caladas, vazias, sem data): {count}',
  },
  'status.ok': { en: 'ok', es: 'bien', pt: 'ok' },
  'status.waiting': {
    en: 'Messages waiting: {count}',
    es: 'Mensajes en espera: {count}',
    pt: 'Mensagens à espera: {count}',
  },
  'why.title': { en: 'Why you see this', es: 'Por qué ves esto', pt: 'Por que você vê isto' },
  'why.topic': {
    en: '**{topic} {score}** · tagged from {threshold}, major from importance {major}',
    es: '**{topic} {score}** · se etiqueta desde {threshold}, muy importante desde una importancia de {major}',
    pt: '**{topic} {score}** · marcado a partir de {threshold}, muito importante a partir de importância {major}',
  },
  'why.words': { en: 'Words: {words}', es: 'Palabras: {words}', pt: 'Palavras: {words}' },
  'why.against': { en: 'Against: {words}', es: 'En contra: {words}', pt: 'Contra: {words}' },
  'why.importance': {
    en: 'Importance {score}, from {count} outlets',
    es: 'Importancia {score}, de {count} medios',
    pt: 'Importância {score}, de {count} veículos',
  },
  'why.nearest': {
    en: 'Close but no: {topic} {score} (needs {threshold})',
    es: 'Cerca, pero no: {topic} {score} (necesita {threshold})',
    pt: 'Perto, mas não: {topic} {score} (precisa de {threshold})',
  },
  'why.gone': {
    en: 'This story is kept no more. Use /latest to see the newest ones.',
    es: 'Esta historia ya no se guarda. Usa /latest para ver las más recientes.',
    pt: 'Esta história não é mais guardada. Use /latest para ver as mais recentes.',
  },
  'error.old-button': {
    en: 'This button is from an older message. Use /latest.',
    es: 'Este botón es de un mensaje antiguo. Usa /latest.',
    pt: 'Este botão é de uma mensagem antiga. Use /latest.',
  },
  'error.ours': {
    en: 'Something went wrong on my side. Nothing was changed. Reference `{reference}`.',
    es: 'Algo falló de mi lado. No se cambió nada. Referencia `{reference}`.',
    pt: 'Algo deu errado do meu lado. Nada foi alterado. Referência `{reference}`.',
  },
  'welcome.title': {
    en: 'vigía is watching: {subject}',
    es: 'vigía está atenta: {subject}',
    pt: 'vigía está de olho: {subject}',
  },
  'welcome.lead': {
    en: 'The first look at {feeds} feeds is done. From now on, each new story is announced once. In the last 24 hours:',
    es: 'La primera lectura de {feeds} fuentes está hecha. Desde ahora, cada historia nueva se anuncia una sola vez. En las últimas 24 horas:',
    pt: 'A primeira leitura de {feeds} fontes está feita. A partir de agora, cada história nova é anunciada uma só vez. Nas últimas 24 horas:',
  },
  'welcome.none': {
    en: 'The first look at {feeds} feeds is done. Nothing on this subject in the last 24 hours. From now on, each new story is announced once.',
    es: 'La primera lectura de {feeds} fuentes está hecha. Nada sobre este tema en las últimas 24 horas. Desde ahora, cada historia nueva se anuncia una sola vez.',
    pt: 'A primeira leitura de {feeds} fontes está feita. Nada sobre este assunto nas últimas 24 horas. A partir de agora, cada história nova é anunciada uma só vez.',
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
} as const satisfies Readonly<Record<string, Localised>>;

export type Phrase = keyof typeof PHRASES;

/** Returns a phrase in a language with its names filled in. */
export function say(
  phrase: Phrase,
  language: UiLanguage,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return PHRASES[phrase][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** Tells in `language` which language something is in: `in Spanish`; the bare code when it has no name here. */
export function sayLanguage(of: string, language: UiLanguage): string {
  const phrase = `in-language.${of}`;
  return isPhrase(phrase) ? say(phrase, language) : of;
}

/** Returns the words for a kind of outlet: `state media`. */
export function sayOutletKind(kind: string, language: UiLanguage): string {
  const phrase = `kind.${kind}`;
  return say(isPhrase(phrase) ? phrase : 'kind.unknown', language);
}

const isPhrase = (name: string): name is Phrase => Object.hasOwn(PHRASES, name);
