-- The tables of Secondhand (Rails 4.2), as a bazaar's server has them. No index or key beyond what Rails made.
CREATE DATABASE secondhand_production DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
USE secondhand_production;
CREATE TABLE schema_migrations (version VARCHAR(255) NOT NULL, UNIQUE KEY unique_schema_migrations (version));
CREATE TABLE events (
  id INT AUTO_INCREMENT PRIMARY KEY, title VARCHAR(255), event_date DATETIME, location VARCHAR(255),
  fee DECIMAL(5,2), deduction DECIMAL(5,2), provision DECIMAL(5,2), max_lists INT, max_items_per_list INT,
  active TINYINT(1) DEFAULT 0, information TEXT, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL);
CREATE TABLE users (
  id INT AUTO_INCREMENT PRIMARY KEY, first_name VARCHAR(255), last_name VARCHAR(255), street VARCHAR(255),
  zip_code VARCHAR(255), town VARCHAR(255), country VARCHAR(255), phone VARCHAR(255), email VARCHAR(255),
  password_digest VARCHAR(255), remember_token VARCHAR(255), admin TINYINT(1) DEFAULT 0, news TINYINT(1) DEFAULT 0,
  preferred_language VARCHAR(255), created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
  UNIQUE KEY index_users_on_email (email), KEY index_users_on_remember_token (remember_token));
CREATE TABLE lists (
  id INT AUTO_INCREMENT PRIMARY KEY, list_number INT, registration_code VARCHAR(255), container VARCHAR(255),
  event_id INT, user_id INT, sent_on DATETIME, accepted_on DATETIME,
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
  KEY index_lists_on_event_id (event_id), KEY index_lists_on_user_id (user_id));
CREATE TABLE items (
  id INT AUTO_INCREMENT PRIMARY KEY, item_number INT, description VARCHAR(255), size VARCHAR(255),
  price DECIMAL(7,2), list_id INT, sold_on DATETIME, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
  KEY index_items_on_list_id (list_id));
CREATE TABLE carts (
  id INT AUTO_INCREMENT PRIMARY KEY, cart_type VARCHAR(255) DEFAULT 'SALES', user_id INT,
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL);
CREATE TABLE sellings (
  id INT AUTO_INCREMENT PRIMARY KEY, event_id INT, receipt VARCHAR(255),
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
  KEY index_sellings_on_event_id (event_id), KEY index_sellings_on_receipt (receipt));
CREATE TABLE reversals (
  id INT AUTO_INCREMENT PRIMARY KEY, event_id INT, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL);
CREATE TABLE line_items (
  id INT AUTO_INCREMENT PRIMARY KEY, item_id INT, cart_id INT, selling_id INT, reversal_id INT,
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
  KEY index_line_items_on_item_id (item_id), KEY index_line_items_on_cart_id (cart_id),
  KEY index_line_items_on_selling_id (selling_id));
CREATE TABLE news (
  id INT AUTO_INCREMENT PRIMARY KEY, issue VARCHAR(255), promote_to_frontpage TINYINT(1) DEFAULT 0, released TINYINT(1),
  user_id INT, sent_on DATETIME, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL);
CREATE TABLE news_translations (
  id INT AUTO_INCREMENT PRIMARY KEY, news_id INT, title VARCHAR(255), description TEXT, language VARCHAR(255),
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, KEY index_news_translations_on_news_id (news_id));
CREATE TABLE conditions (
  id INT AUTO_INCREMENT PRIMARY KEY, version VARCHAR(255), active TINYINT(1) DEFAULT 0,
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL);
CREATE TABLE terms_of_uses (
  id INT AUTO_INCREMENT PRIMARY KEY, locale VARCHAR(255), conditions_id INT,
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL);
CREATE TABLE pages (
  id INT AUTO_INCREMENT PRIMARY KEY, number INT, title VARCHAR(255), content TEXT, terms_of_use_id INT,
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL);
