-- What figures that are shared ask for: the size of an organisation, how an attack came to light, where the desk's organisations are,
-- and industries as the North American Industry Classification System numbers them (2022 edition; 000000: not known).
ALTER TABLE organisation ADD COLUMN employees INTEGER CHECK (employees > 0);
ALTER TABLE consultation ADD COLUMN discovery TEXT CHECK (discovery IN
  ('employee', 'antivirus', 'log-review', 'monitoring', 'provider', 'customer', 'response-team', 'police', 'attacker', 'third-party'));
ALTER TABLE industry ADD COLUMN naics TEXT NOT NULL DEFAULT '000000' CHECK (naics GLOB '[0-9][0-9]*' AND length(naics) <= 6);

INSERT INTO setting VALUES ('country', 'JP');

UPDATE industry SET naics = CASE code
  WHEN 'manufacturing' THEN '31'
  WHEN 'energy' THEN '22'
  WHEN 'chemistry' THEN '325'
  WHEN 'defence' THEN '3364'
  WHEN 'it' THEN '51'
  WHEN 'finance' THEN '52'
  WHEN 'logistics' THEN '48'
  WHEN 'construction' THEN '23'
  WHEN 'trade' THEN '42'
  WHEN 'medical' THEN '62'
  WHEN 'education' THEN '61'
  WHEN 'government' THEN '92'
  WHEN 'media' THEN '51'
  WHEN 'service' THEN '81'
  ELSE naics END;
