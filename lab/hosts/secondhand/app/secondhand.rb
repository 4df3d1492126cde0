# A little application that stands for Secondhand: its tables, Active Record's own reading of database.yml, its connection pool
# and its errors; no Rails around.
#
#   GET  /           the last sellings, and which server they were read from
#   POST /sellings   sells: receipt (made up when missing), item (any when missing); 201 only after the commit
#   GET  /up         is healthy when the database can be read
#   POST /up/write   writes one row of health_checks: token
require 'json'
require 'rack'
require 'securerandom'
require 'active_support/configuration_file'
require_relative 'models'

class Secondhand
  ITEMS = 3000
  TOKEN = /\A[\w.-]{1,64}\z/

  # As Rails does it at its start: ERB first, then YAML with its anchors, and DATABASE_URL above it all.
  def self.connect(file)
    ActiveRecord::Base.configurations = ActiveSupport::ConfigurationFile.parse(file)
    ActiveRecord::Base.establish_connection
  end

  def call(env)
    request = Rack::Request.new(env)
    case [request.request_method, request.path_info]
    in ['GET' | 'HEAD', '/'] then page
    in ['GET' | 'HEAD', '/up'] then answer(200, server)
    in ['POST', '/up/write'] then write(request.params['token'].to_s)
    in ['POST', '/sellings'] then sell(request.params)
    else answer(404, error: 'There is no such page.')
    end
  rescue ActiveRecord::ActiveRecordError => e
    failed(e, 'refused')
  ensure
    # at the end of each request, as Rails does it: the connection stays open in the pool
    ActiveRecord::Base.connection_handler.clear_active_connections!(:all)
  end

  private

  def page
    from = server
    rows = Selling.order(id: :desc).limit(10).map { |s| "<li>#{s.id}: #{Rack::Utils.escape_html(s.receipt.to_s)}</li>" }
    html = "<!DOCTYPE html><title>Secondhand</title><h1>Last sellings</h1><ol>#{rows.join}</ol><p>Read from #{from[:server]}.</p>"
    [200, { 'content-type' => 'text/html; charset=utf-8' }.merge(seen_from(from)), [html]]
  end

  def sell(params)
    receipt = params['receipt'] || "web-#{SecureRandom.uuid}"
    return answer(422, error: 'That is no receipt.') unless TOKEN.match?(receipt)

    committing = false
    selling = Selling.of(Integer(params['item'] || rand(1..ITEMS), exception: false), receipt) { committing = server }
    answer(201, committing.merge(id: selling.id, receipt: receipt))
  rescue ActiveRecord::ActiveRecordError => e
    # a server that was lost while it committed may have the sale or not
    failed(e, committing && !said_by_server?(e) ? 'unknown' : 'refused')
  end

  def write(token)
    return answer(422, error: 'That is no token.') unless TOKEN.match?(token)

    HealthCheck.create!(token: token)
    answer(201, server.merge(table: 'health_checks', column: 'token', token: token))
  end

  def server
    row = ActiveRecord::Base.connection.select_one('SELECT @@hostname AS server, @@server_uuid AS uuid, @@read_only AS closed')
    { server: row['server'], uuid: row['uuid'], closed: row['closed'] == 1, process: Process.pid }
  end

  # Numbers from 2000 up are the client library's own, and mean that the line is gone.
  def said_by_server?(error)
    number = error.cause.respond_to?(:error_number) ? error.cause.error_number : nil
    !number.nil? && number < 2000
  end

  def failed(error, outcome)
    answer(said_by_server?(error) ? 500 : 503, error: error.message, outcome: outcome, process: Process.pid)
  end

  def answer(status, body)
    [status, { 'content-type' => 'application/json' }.merge(seen_from(body)), [JSON.generate(body) + "\n"]]
  end

  def seen_from(body)
    body.key?(:uuid) ? { 'x-database-server' => "#{body[:server]} #{body[:uuid]}" } : {}
  end
end
