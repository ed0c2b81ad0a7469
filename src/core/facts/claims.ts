import { fold } from '../text/characters.ts';

/** What outlets put before or after a piece they have mended, in three languages, accents folded. */
const CORRECTED =
  /^\W*(?:correct(?:ion|ed)|clarification|retraction|correccion|corregid[oa]|rectificacion|aclaracion|fe de erratas?|fe de errores|correcao|corrigid[oa]|retificacao|errata|esclarecimento)\s*[:|–—-]|[([](?:corrects?|corrected|corrige|corregid[oa]|corrigid[oa]|corrects? to)\b/u;
/** What an outlet says when it takes a report back. */
const TAKEN_BACK =
  /\b(?:retract(?:s|ed) (?:its|the|a|an|their) |withdr(?:aws|ew) (?:its|the|their) (?:report|story|claim)|an earlier version of this (?:story|article|report)|se retract(?:a|o|an|aron)\b|una version anterior de est[ae] (?:nota|noticia|articulo|informacion)|retira su (?:informacion|nota|reporte)|se retrat(?:a|ou) |(?:uma )?versao anterior dest[ae] |voltou atras)/u;
/** A claim denied in a headline; what is denied to somebody (a visa, bail) is no denial. */
const DENIED =
  /\b(?:den(?:y|ies)|denied (?:that|having|any|reports?|claims?|involvement|by)|refutes?|refuted|rejects? (?:reports?|claims?|allegations?)|dismiss(?:es|ed) (?:reports?|claims?)|niegan?|nego|negaron|desmienten?|desmintio|desmintieron|nega|negam|negou|negaram|desmentem?|desmentiu|desmentiram)\b(?! (?:el |la |los |las |un |una |o |a |os |as |his |her |their |to )?(?:visas?|vistos?|entry|entrada|ingreso|bail|fianza|fianca|asylum|asilo|access|acceso|acesso|permits?|permisos?|parole))/u;
const MAX_LENGTH = 600;

/** Tells whether a report says of itself, or of an earlier one, that it is corrected or taken back. */
export function isCorrection(title: string, text: string): boolean {
  const head = fold(title.slice(0, MAX_LENGTH));
  const body = fold(text.slice(0, MAX_LENGTH));
  return CORRECTED.test(head) || CORRECTED.test(body) || TAKEN_BACK.test(head) || TAKEN_BACK.test(body);
}

/** Tells whether a headline says that somebody denies what is told. */
export const isDenial = (title: string): boolean => DENIED.test(fold(title.slice(0, MAX_LENGTH)));
