/** The browser that somebody uses on a host: what borrows a browser's name seldom has the very version that is at work there. */

const FAMILIES = 10 // that a host visits with the browser that it uses; one that is used less still asks its maker for news

/** For WITH: hosts and the names by which their own browsers go. `hosts`: a SELECT of those that are asked about. */
export const OWN_BROWSER = (hosts: string) => `browser AS
  (
    SELECT host, agent
    FROM contact
    WHERE startsWith(agent, 'Mozilla/5.0') AND host IN (${hosts})
    GROUP BY host, agent
    HAVING uniqExact(family) >= ${FAMILIES} OR countIf(name IN (SELECT name FROM known_name WHERE lists['vendor'] != '')) > 0
  )`
