/** Lines that publishing software and not the author wrote, whole. */
const LINES: readonly RegExp[] = [
  /^(?:the post|the article|this (?:post|article|story)|la entrada|el (?:post|artículo)|esta entrada|o post|a notícia|o artigo|l['’]article|cet article|der beitrag)\s.{0,400}?\b(?:(?:first )?appeared (?:first )?(?:on|in|at)|was (?:originally )?published (?:first )?(?:on|in|at)|(?:se publicó|apareció|fue publicad[ao]|aparece) (?:primero|originalmente|por primera vez) en|(?:apareceu|aparece|foi publicad[ao]) (?:primeiro|originalmente) (?:em|no|na)|est apparu en premier sur|erschien zuerst auf)\b.*$/iu,
  /^(?:read|continue|keep|see|view|find out|learn|click here (?:to|for)|tap here to)\s(?:the\s)?(?:reading|more|full|rest|entire)?(?:\s(?:of\s)?(?:this|the)?\s?(?:more|here|story|article|post|entry))?\s?(?:at|on|here)?(?:\s.{0,80}[→»›]|\s?[→»›….:>]*)$/iu,
  /^(?:leer|ver|lea|sigue|seguir|siga|continuar|continúe|conozca|haga clic|ler|leia|saiba|veja|continue|clique)\s(?:más|mas|mais|leyendo|lendo|a ler|aquí|aqui|la nota completa|el artículo completo|a matéria completa|la noticia completa|la entrada completa|na íntegra|para leer más|para ler mais)(?:\s.{0,80}[→»›]|\s?[→»›….:>]*)$/iu,
  /^(?:lire (?:la suite|plus)|weiterlesen)\s?[→»›….:>]*$/iu,
  /^(?:advertisement|publicidad|publicidade|anuncio|anúncio|sponsored|share this|comparte esto|compartir|compartilhe isso|\[?(?:…|\.\.\.)\]?)\s*:?$/iu,
];

/** What may hang on at the end of the last sentence instead of having a line of its own. */
const TAIL =
  /(?<=[.!?…\]”"»)])\s*\[?\(?(?:read (?:more|the full (?:story|article))|continue reading|keep reading|leer más|ver más|sigue leyendo|seguir leyendo|continuar leyendo|leia mais|ler mais|saiba mais|continue lendo|lire la suite)\)?\]?\s?[→»›….:>]*$/iu;

const LONGEST_LINE = 500;

/** Joins lines into one text, leaving out those that say nothing of the article itself. */
export function dropBoilerplate(lines: readonly string[]): string {
  const kept = lines.filter(
    (line) => line.length > LONGEST_LINE || !LINES.some((pattern) => pattern.test(line)),
  );
  const last = kept.at(-1);
  if (last === undefined) return '';
  const tail = last.slice(-80);
  return [...kept.slice(0, -1), last.slice(0, -80) + tail.replace(TAIL, '')]
    .filter(Boolean)
    .join('\n')
    .trim();
}
