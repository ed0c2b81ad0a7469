import type { Phrases } from './phrases-type.ts';

/** What holds a story back, and what makes one important. */
export const REASONS = {
  'held.below-threshold': {
    en: '{topic} {score}, threshold {threshold}',
    es: '{topic} {score}, umbral {threshold}',
    pt: '{topic} {score}, limiar {threshold}',
  },
  'held.few-reports': {
    en: '{topic} {score}, but too few of its reports carry it',
    es: '{topic} {score}, pero muy pocas de sus publicaciones lo tratan',
    pt: '{topic} {score}, mas poucas das suas matérias tratam dele',
  },
  'held.not-followed': {
    en: 'none of its topics is followed there',
    es: 'ahí no se sigue ninguno de sus temas',
    pt: 'nenhum dos seus temas é acompanhado ali',
  },
  'held.quiet-topic': {
    en: '{topic} is shown on stories but makes no alert',
    es: '{topic} se muestra en las historias, pero no es motivo de alerta',
    pt: '{topic} aparece nas histórias, mas não gera alerta',
  },
  'held.story-muted': {
    en: 'the story is muted there',
    es: 'la historia está silenciada ahí',
    pt: 'a história está silenciada ali',
  },
  'held.topic-muted': {
    en: '{topic} is muted there',
    es: '{topic} está silenciado ahí',
    pt: '{topic} está silenciado ali',
  },
  'held.below-major': {
    en: 'importance {importance}, major from {major}; would be sent at the level “{all}”',
    es: 'importancia {importance}, muy importante desde {major}; se enviaría con el nivel «{all}»',
    pt: 'importância {importance}, muito importante a partir de {major}; seria enviada no nível “{all}”',
  },
  'held.digest-only': {
    en: 'only digests are wanted there; would be sent at the level “{all}”',
    es: 'ahí solo se quieren resúmenes; se enviaría con el nivel «{all}»',
    pt: 'ali só se querem resumos; seria enviada no nível “{all}”',
  },
  'ground.reported': { en: 'reported', es: 'publicado', pt: 'noticiado' },
  'ground.independent-outlets': {
    en: 'independent outlets',
    es: 'medios independientes',
    pt: 'veículos independentes',
  },
  'ground.official': { en: 'an official source', es: 'una fuente oficial', pt: 'uma fonte oficial' },
  'ground.official-attribution': {
    en: 'official word',
    es: 'palabra oficial',
    pt: 'palavra oficial',
  },
  'ground.outlet-kind': { en: 'kind of outlet', es: 'tipo de medio', pt: 'tipo de veículo' },
  'ground.novelty': { en: 'what is new in it', es: 'lo que tiene de nuevo', pt: 'o que traz de novo' },
} as const satisfies Phrases;
