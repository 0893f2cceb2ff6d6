const GRAPH = 'graph.microsoft.com'

/**
 * Services whose pages, apps and API share one name: the names that an app or an open page also calls within seconds of its start. Who
 * calls the shared name alone, for days, is neither. From the services' own lists of what a firewall must let through.
 */
export const COMPANIONS: Record<string, string[]> = {
  // https://docs.discord.com/developers (gateway, CDN)
  'discord.com': ['discord.gg', 'discordapp.com', 'discordapp.net', 'discord.media', 'discordcdn.com'],
  // https://slack.com/help/articles/360001603387 (Slack network requirements)
  'slack.com': [
    'app.slack.com',
    'edgeapi.slack.com',
    'wss-primary.slack.com',
    'wss-backup.slack.com',
    'wss-mobile.slack.com',
    'slack-edge.com',
    'slackb.com',
    'slack-imgs.com',
    'slack-msgs.com',
  ],
  // https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges (Teams, Outlook, OneDrive)
  [GRAPH]: [
    'api.onedrive.com',
    'onedrive.live.com',
    'oneclient.sfx.ms',
    'storage.live.com',
    'teams.microsoft.com',
    'teams.cloud.microsoft',
    'teams.live.com',
    'outlook.office365.com',
    'outlook.office.com',
    'outlook.cloud.microsoft',
    'outlook.live.com',
  ],
  // https://www.notion.com/help (allow list)
  'notion.so': ['www.notion.so', 'msgstore.www.notion.so', 'notion-static.com', 'notionusercontent.com'],
}

/** For ARRAY JOIN: each shared name beside each of its companions. */
export const PAIRS = Object.entries(COMPANIONS).flatMap(([front, companions]) =>
  companions.map((companion) => ({ front, companion })),
)

/** Those whose look-ups alone can tell: no part of a browser, an office package or an operating system asks for them. */
export const OF_ONE_PROGRAM = Object.keys(COMPANIONS).filter((name) => name !== GRAPH)
