import type { Phrases } from './phrases-type.ts';

/** What `/status` and `/latest` say. */
export const STATUS = {
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
  'status.alerts-here': {
    en: 'alerts here: {count}',
    es: 'alertas aquí: {count}',
    pt: 'alertas aqui: {count}',
  },
  'status.digest-here': {
    en: 'Next digest here {time}',
    es: 'Próximo resumen aquí {time}',
    pt: 'Próximo resumo aqui {time}',
  },
  'status.digest-own': {
    en: 'Your next digest {time}',
    es: 'Tu próximo resumen {time}',
    pt: 'Seu próximo resumo {time}',
  },
  'status.paused': {
    en: '⚠️ paused {time}: {reason}',
    es: '⚠️ en pausa {time}: {reason}',
    pt: '⚠️ em pausa {time}: {reason}',
  },
  'status.no-channels': {
    en: 'No channel of this server gets alerts. {channelSubscribe} starts it.',
    es: 'Ningún canal de este servidor recibe alertas. {channelSubscribe} lo empieza.',
    pt: 'Nenhum canal deste servidor recebe alertas. {channelSubscribe} começa a enviar.',
  },
  'status.waiting': {
    en: 'Messages waiting: {count}',
    es: 'Mensajes en espera: {count}',
    pt: 'Mensagens à espera: {count}',
  },
  'status.program': {
    en: 'Version {version} · up {uptime} · configuration `{configuration}` · messages waiting: {waiting}',
    es: 'Versión {version} · en marcha {uptime} · configuración `{configuration}` · mensajes en espera: {waiting}',
    pt: 'Versão {version} · no ar há {uptime} · configuração `{configuration}` · mensagens à espera: {waiting}',
  },
  'status.ok': { en: 'ok', es: 'bien', pt: 'ok' },
} as const satisfies Phrases;
