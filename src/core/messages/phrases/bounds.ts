import type { Phrases } from './phrases-type.ts';

/** What is said to those who ask for more than can be done here, or now. */
export const BOUNDS = {
  'error.away': {
    en: 'Here I am with you only, and post nothing to this channel.',
    es: 'Aquí solo te acompaño a ti, y no publico nada en este canal.',
    pt: 'Aqui só acompanho você, e não publico nada neste canal.',
  },
  'error.away.do': {
    en: 'Someone with Manage Server can add me to the server. Your own alerts come by direct message: {subscribe}.',
    es: 'Quien tenga Gestionar servidor puede añadirme al servidor. Tus propias alertas llegan por mensaje directo: {subscribe}.',
    pt: 'Quem tiver Gerenciar servidor pode me adicionar ao servidor. Seus próprios alertas chegam por mensagem direta: {subscribe}.',
  },
  'error.too-much': {
    en: 'That is more than I can answer at once.',
    es: 'Es más de lo que puedo responder a la vez.',
    pt: 'É mais do que consigo responder de uma vez.',
  },
  'error.too-much.do': {
    en: 'Wait a few seconds, then try again.',
    es: 'Espera unos segundos e inténtalo de nuevo.',
    pt: 'Espere alguns segundos e tente de novo.',
  },
  'show-everyone.not-here': {
    en: 'You can’t show this to everyone here: you may not write in this channel.',
    es: 'No puedes mostrar esto a todos aquí: no tienes permiso para escribir en este canal.',
    pt: 'Você não pode mostrar isto a todos aqui: não tem permissão para escrever neste canal.',
  },
} as const satisfies Phrases;
