# What Passenger starts.
require_relative 'app/secondhand'

Secondhand.connect(File.expand_path('config/database.yml', __dir__))
run Secondhand.new
