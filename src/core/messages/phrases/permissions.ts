import type { Phrases } from './phrases-type.ts';

/** Discord's permissions, as its own settings name them in each language. */
export const PERMISSIONS = {
  'permission.ViewChannel': { en: 'View Channel', es: 'Ver canal', pt: 'Ver canal' },
  'permission.SendMessages': { en: 'Send Messages', es: 'Enviar mensajes', pt: 'Enviar mensagens' },
  'permission.EmbedLinks': { en: 'Embed Links', es: 'Insertar enlaces', pt: 'Inserir links' },
  'permission.ReadMessageHistory': {
    en: 'Read Message History',
    es: 'Leer el historial de mensajes',
    pt: 'Ver histórico de mensagens',
  },
  'permission.CreatePublicThreads': {
    en: 'Create Public Threads',
    es: 'Crear hilos públicos',
    pt: 'Criar tópicos públicos',
  },
  'permission.SendMessagesInThreads': {
    en: 'Send Messages in Threads',
    es: 'Enviar mensajes en hilos',
    pt: 'Enviar mensagens em tópicos',
  },
  'permission.MentionEveryone': {
    en: 'Mention All Roles',
    es: 'Mencionar todos los roles',
    pt: 'Mencionar todos os cargos',
  },
  'this-channel': { en: 'this channel', es: 'este canal', pt: 'este canal' },
  'this-topic': { en: 'this topic', es: 'este tema', pt: 'este tema' },
} as const satisfies Phrases;
