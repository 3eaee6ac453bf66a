-- Until now whoever read customers saw their contact points in full; what tokens were
-- made for stays as it was.
UPDATE tokens SET scopes = scopes || ' contacts:read' WHERE ' ' || scopes || ' ' LIKE '% customers:read %';
