import type { Phrases } from './phrases-type.ts';

/** What went wrong, and what to do. */
export const ERRORS = {
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
} as const satisfies Phrases;
