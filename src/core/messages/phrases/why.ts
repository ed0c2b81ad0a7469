import type { Phrases } from './phrases-type.ts';

/** What the answer to _Why?_ says. */
export const WHY = {
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
} as const satisfies Phrases;
